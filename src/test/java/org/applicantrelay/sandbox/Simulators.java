package org.applicantrelay.sandbox;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Both partners, with the same jobs on both sides, and where it is asked for the mailbox to which idibu forwards: the
 * sandbox that a relay can be pointed at, this one or another.
 */
public final class Simulators implements AutoCloseable {

    /** The job that only idibu knows, last of {@link #REFERENCES}. */
    public static final String UNKNOWN_REFERENCE = "SANDBOX-GONE";

    /** The references of the jobs that both sides know; J71 and J712 on purpose (quirk 9 of idibu.md). */
    public static final List<String> REFERENCES =
            List.of("SP1507-46", "219930-J712", "VTEST#1", "CARE-2201", "J71", "J712");

    private static final List<String> TITLES = List.of(
            "Support Worker",
            "Staff Nurse",
            "Test Engineer",
            "Care Assistant",
            "Finance Officer",
            "Teaching Assistant");
    private static final System.Logger LOG = System.getLogger(Simulators.class.getName());
    private static final String WEBHOOK_SECRET = "sandbox-webhook-secret";
    private static final long FIRST_JOBTRAIN_JOB = 101;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)");

    private final IdibuSimulator idibu;
    private final JobtrainSimulator jobtrain;
    private final SandboxMailbox mailbox;
    private final String webhookUrl;
    private final List<Set<Way>> turns = new ArrayList<>();
    private final SampleApplicants samples;
    private final boolean withUnknownJob;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-arrivals");
        thread.setDaemon(true);
        return thread;
    });
    private int seeded;

    private Simulators(SimulatorOptions options) {
        idibu = new IdibuSimulator(options.idibuPort(), "sandbox-hash", options.firstId());
        jobtrain = startJobtrain(options);
        mailbox = startMailbox(options);
        webhookUrl = options.webhookUrl();
        turns.addAll(turns());
        withUnknownJob = options.withUnknownJob();
        List<String> references = new ArrayList<>(REFERENCES);
        references.add(UNKNOWN_REFERENCE);
        samples = new SampleApplicants(options.seed(), options.firstId(), references)
                .quirks(options.withQuirks() ? Quirk.HARMLESS : Set.of());
        for (int i = 0; i < REFERENCES.size(); i++) {
            idibu.addJob(SampleApplicants.jobId(i), REFERENCES.get(i), TITLES.get(i));
            jobtrain.addJob(FIRST_JOBTRAIN_JOB + i, REFERENCES.get(i), TITLES.get(i));
        }
        if (withUnknownJob) {
            idibu.addJob(SampleApplicants.jobId(REFERENCES.size()), UNKNOWN_REFERENCE, "A job that Jobtrain lacks");
        }
    }

    /** By which ways applicants come, by turns: each alone, then all. */
    private List<Set<Way>> turns() {
        Set<Way> all = EnumSet.of(Way.LISTING);
        if (webhookUrl != null) {
            all.add(Way.WEBHOOK);
        }
        if (mailbox != null) {
            all.add(Way.MAIL);
        }
        List<Set<Way>> each = new ArrayList<>(all.stream().map(Set::of).toList());
        if (all.size() > 1) {
            each.add(all);
        }
        return each;
    }

    private SandboxMailbox startMailbox(SimulatorOptions options) {
        if (options.mailPorts() == null) {
            return null;
        }
        try {
            SandboxMailbox started = new SandboxMailbox(
                    options.mailPorts().smtp(), options.mailPorts().imap());
            idibu.forwardTo(started);
            return started;
        } catch (RuntimeException e) {
            jobtrain.close();
            idibu.close();
            throw e;
        }
    }

    private JobtrainSimulator startJobtrain(SimulatorOptions options) {
        try {
            return new JobtrainSimulator(options.jobtrainPort(), options.firstId() - 65_000);
        } catch (RuntimeException e) {
            idibu.close();
            throw e;
        }
    }

    /** Starts both, with the applicants of the options. */
    public static Simulators start(SimulatorOptions options) {
        Simulators simulators = new Simulators(options);
        simulators.seed(options.applicants());
        if (options.every() != null) {
            simulators.seedEvery(options.every());
        }
        return simulators;
    }

    public IdibuSimulator idibu() {
        return idibu;
    }

    public JobtrainSimulator jobtrain() {
        return jobtrain;
    }

    /** The mailbox to which idibu forwards; null where the options have none. */
    public SandboxMailbox mailbox() {
        return mailbox;
    }

    /** So many more invented applicants arrive at idibu now, by turns by each way that is on. */
    public synchronized List<SimulatedApplicant> seed(int n) {
        List<SimulatedApplicant> added = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            seeded++;
            int place = withUnknownJob && seeded % 10 == 0 ? REFERENCES.size() : seeded % REFERENCES.size();
            added.add(idibu.announce(samples.next(place), ways(seeded - 1)));
        }
        return added;
    }

    /** Each round begins one further than the last, so that job and quirk of a way differ from round to round. */
    private Set<Way> ways(int before) {
        Set<Way> ways = EnumSet.copyOf(turns.get((before + before / turns.size()) % turns.size()));
        // Nobody would ever hear of a hidden applicant whose event has no subscriber yet.
        if (ways.contains(Way.WEBHOOK) && idibu.subscriptions().isEmpty()) {
            ways.remove(Way.WEBHOOK);
            ways.add(Way.LISTING);
        }
        return ways;
    }

    /** One more invented applicant arrives each such time, until this is closed. */
    public void seedEvery(Duration time) {
        clock.scheduleAtFixedRate(this::seedOne, time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void seedOne() {
        try {
            seed(1);
        } catch (RuntimeException e) {
            // Thrown on, it would end the arrivals for good.
            LOG.log(System.Logger.Level.WARNING, "An invented applicant was not announced", e);
        }
    }

    /** Tells in one line each what arrives from now on; the people named in it are invented. */
    public void tell(Consumer<String> line) {
        idibu.onAnnounced((applicant, ways) -> line.accept("idibu: applicant %d for %s comes by %s"
                .formatted(
                        applicant.id(),
                        applicant.data().jobReference(),
                        ways.isEmpty() ? "no way at all" : Way.text(ways))));
        jobtrain.onApplication(
                application -> line.accept("jobtrain: application %d for job %d from \"%s\": %s %s, CV %s"
                        .formatted(
                                application.applicationId(),
                                application.jobId(),
                                application.source(),
                                application.firstName(),
                                application.lastName(),
                                application.cv() == null
                                        ? "none"
                                        : application.cv().fileName() + " ("
                                                + application.cv().length() + " bytes)")));
        idibu.onOutcome(outcome -> line.accept("idibu: outcome of applicant %d: %s %s"
                .formatted(
                        outcome.applicantId(),
                        outcome.status(),
                        outcome.isSuccess() ? outcome.remoteId() : outcome.errorMessage())));
    }

    /** The settings of a relay that is to run against these simulators. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("relay.idibu.base-url", idibu.baseUrl().toString());
        properties.put("relay.idibu.hash", idibu.hash());
        properties.put("relay.idibu.file-hosts", "localhost");
        properties.put("relay.idibu.listing.interval", "5s");
        properties.put("relay.jobtrain.base-url", jobtrain.baseUrl().toString());
        properties.put("relay.jobtrain.client-id", jobtrain.clientId());
        properties.put("relay.jobtrain.api-key", jobtrain.apiKey());
        properties.put("relay.jobtrain.api-password", jobtrain.apiPassword());
        if (webhookUrl != null || mailbox != null) {
            properties.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        }
        if (webhookUrl != null) {
            properties.put("relay.idibu.webhook.enabled", "true");
            properties.put("relay.idibu.webhook.secret", WEBHOOK_SECRET);
            properties.put("relay.idibu.webhook.public-url", webhookUrl);
        }
        if (mailbox != null) {
            properties.putAll(mailbox.properties());
        }
        return properties;
    }

    /** The same as environment variables; what only concerns this process is left out. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        properties().forEach((key, value) -> {
            if (key.startsWith("relay.")) {
                environment.put(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT), value);
            }
        });
        return environment;
    }

    /** Where to look. */
    public List<String> welcome() {
        List<String> lines = new ArrayList<>(List.of(
                "idibu simulator:    " + idibu.pageUrl() + "  (base URL " + idibu.baseUrl() + ")",
                "Jobtrain simulator: " + jobtrain.pageUrl() + "  (base URL " + jobtrain.baseUrl() + ")"));
        if (mailbox != null) {
            lines.add("mailbox:            " + SandboxMailbox.ADDRESS + "  (SMTP localhost:" + mailbox.smtpPort()
                    + ", IMAP localhost:" + mailbox.imapPort() + ", password " + SandboxMailbox.PASSWORD + ")");
        }
        return lines;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        idibu.close();
        jobtrain.close();
        if (mailbox != null) {
            mailbox.close();
        }
    }

    /** Runs the sandbox by itself until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SimulatorOptions options;
        try {
            options = options(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println("Options: --idibu-port=N --jobtrain-port=N --applicants=N --every=2s --with-unknown-job"
                    + " --with-quirks --webhook-url=URL --smtp-port=N --imap-port=N");
            System.exit(2);
            return;
        }
        try (Simulators simulators = start(options)) {
            simulators.jobtrain().keepCvBytes(false);
            simulators.tell(out::println);
            simulators.welcome().forEach(out::println);
            out.println("Settings for a relay:");
            simulators.environment().forEach((key, value) -> out.println("  export " + key + "=" + value));
            new CountDownLatch(1).await();
        }
    }

    private static SimulatorOptions options(String[] args) {
        SimulatorOptions options = SimulatorOptions.defaults().applicants(60).freshIds();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            options = switch (pair[0]) {
                case "--idibu-port" -> options.ports(number(arg, value), options.jobtrainPort());
                case "--jobtrain-port" -> options.ports(options.idibuPort(), number(arg, value));
                case "--applicants" -> options.applicants(number(arg, value));
                case "--every" -> options.every(duration(arg, value));
                case "--with-unknown-job" -> options.withUnknownJob(true);
                case "--with-quirks" -> options.withQuirks(true);
                case "--webhook-url" -> options.withWebhook(value);
                case "--smtp-port" -> options.withMailbox(number(arg, value), imapPort(options));
                case "--imap-port" -> options.withMailbox(smtpPort(options), number(arg, value));
                default -> throw new IllegalArgumentException("Unknown option " + arg);
            };
        }
        return options;
    }

    private static int smtpPort(SimulatorOptions options) {
        return options.mailPorts() == null ? 0 : options.mailPorts().smtp();
    }

    private static int imapPort(SimulatorOptions options) {
        return options.mailPorts() == null ? 0 : options.mailPorts().imap();
    }

    private static int number(String arg, String value) {
        if (!value.matches("\\d{1,7}")) {
            throw new IllegalArgumentException("A number is needed: " + arg);
        }
        return Integer.parseInt(value);
    }

    private static Duration duration(String arg, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("A time such as 500ms, 2s or 1m is needed: " + arg);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
