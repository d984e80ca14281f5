package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.applicantrelay.TestRelay;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One database and its partners, over which one relay after another is started and halted, while applicants come by all
 * three channels. Jobtrain takes a second application of the same person for a second one, and idibu posts an event
 * again until it was answered by 2xx; whoever comes by webhook or mail is hidden from the listing.
 */
final class KillPass implements AutoCloseable {

    private static final String SECRET = "a secret of the webhook's own";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int BY_EACH_CHANNEL = 6;

    private final Path folder;
    private final List<String> java;
    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final IdibuSimulator idibu = partners.idibu();
    private final SandboxMailbox mailbox = new SandboxMailbox();
    private final SampleApplicants people;
    private final List<SimulatedApplicant> applicants = new ArrayList<>();
    private final Map<String, String> settings;
    private final Announcer announcer;
    private int starts;

    /**
     * @param java what stands between {@code java} and the main class
     * @param seed of the people
     */
    KillPass(Path folder, TestDatabase database, List<String> java, long seed) throws IOException {
        this.folder = folder;
        this.java = java;
        partners.jobtrain().acceptsDuplicates(true);
        people = new SampleApplicants(seed, 1, Simulators.REFERENCES).cvSizes(2_000, 20_000);
        int port = freePort();
        settings = settings(database, port);
        announcer = new Announcer(URI.create("http://localhost:" + port + "/webhooks/idibu"), SECRET);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Map<String, String> settings(TestDatabase database, int port) {
        Map<String, String> all = new LinkedHashMap<>(partners.properties());
        all.putAll(database.settings());
        all.putAll(mailbox.properties());
        all.put("server.port", String.valueOf(port));
        all.put("management.server.port", "0");
        all.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        all.put("relay.idibu.listing.interval", "2s");
        all.put("relay.idibu.max-concurrent", "4");
        all.put("relay.idibu.webhook.enabled", "true");
        all.put("relay.idibu.webhook.secret", SECRET);
        all.put("relay.jobtrain.max-concurrent", "8");
        all.put("relay.jobtrain.read-back-delay", "1s");
        all.put("relay.delivery.lease", "3s");
        all.put("relay.delivery.retry.first-delay", "200ms");
        return all;
    }

    /** Starts a relay, lets applicants come, and waits until it is halted with a thread at each of these. */
    void halt(Map<Failpoint, Integer> times, String inboxOf) throws Exception {
        List<String> options = new ArrayList<>(java);
        options.add("-D" + Failpoints.PROPERTY + "=" + Failpoints.text(times));
        options.add("-D" + KillableRelay.INBOX_OF_PROPERTY + "=" + inboxOf);
        Path output = folder.resolve("relay-" + ++starts + ".log");
        arrive();
        try (HaltableProcess relay = HaltableProcess.start(options, settings, output)) {
            relay.awaitHalt(times.keySet(), LONGEST);
            assertThat(relay.output()).doesNotContain("\tat ");
        }
    }

    private void arrive() {
        for (int i = 0; i < BY_EACH_CHANNEL; i++) {
            applicants.add(idibu.add(people.next()));
            SimulatedApplicant byWebhook =
                    idibu.add(people.next().toBuilder().hidden(true).build());
            applicants.add(byWebhook);
            announcer.announce(byWebhook.id(), idibu.event(byWebhook));
            SimulatedApplicant byMail =
                    idibu.add(people.next().toBuilder().hidden(true).build());
            applicants.add(byMail);
            mailbox.deliver(idibu.mail(byMail).raw());
        }
    }

    /** Starts a last relay, in this process, and waits until nothing is under way; what has become of everybody. */
    Ledger settle() {
        try (ConfigurableApplicationContext relay = TestRelay.start(partners, settings)) {
            Applications rows = relay.getBean(Applications.class);
            await().atMost(LONGEST)
                    .until(() -> announcer.waiting() == 0
                            && mailbox.unseen() == 0
                            && rows.count() >= applicants.size()
                            && idibu.latestOutcomes().size() >= applicants.size()
                            && rows.findAll().stream().allMatch(KillPass::hasEnded));
            return ledger(rows, relay.getBean(Timeline.class));
        }
    }

    private static boolean hasEnded(Application row) {
        return row.getState() == ApplicationState.DELIVERED
                || row.getState() == ApplicationState.PARKED
                || row.getState() == ApplicationState.DEAD;
    }

    /**
     * What has become of everybody.
     *
     * @param halts how many relays were halted
     * @param lost who is neither in Jobtrain with the very CV nor visibly parked, nor told to idibu
     * @param doubled who is in Jobtrain more than once, or has more than one row
     * @param adopted whose create was in doubt, and was found in Jobtrain
     * @param sentAgain whose create was in doubt, and was not in Jobtrain
     * @param takenOver whose claim was taken over from a relay that had been halted
     */
    record Ledger(
            int halts,
            int applicants,
            int delivered,
            int parked,
            List<Long> lost,
            List<Long> doubled,
            long adopted,
            long sentAgain,
            long takenOver) {}

    private Ledger ledger(Applications rows, Timeline timeline) {
        Map<String, List<Application>> byTrackId =
                rows.findAll().stream().collect(Collectors.groupingBy(Application::getTrackId));
        Map<String, List<ReceivedApplication>> byEmail =
                partners.jobtrain().applications().stream().collect(Collectors.groupingBy(ReceivedApplication::email));
        List<Long> lost = new ArrayList<>();
        List<Long> doubled = new ArrayList<>();
        int delivered = 0;
        int parked = 0;
        for (SimulatedApplicant applicant : applicants) {
            List<Application> own = byTrackId.getOrDefault(String.valueOf(applicant.id()), List.of());
            List<ReceivedApplication> there = byEmail.getOrDefault(applicant.email(), List.of());
            if (own.size() > 1 || there.size() > 1) {
                doubled.add(applicant.id());
            } else if (own.isEmpty() || !idibu.latestOutcomes().containsKey(applicant.id())) {
                lost.add(applicant.id());
            } else if (own.get(0).getState() == ApplicationState.PARKED
                    && own.get(0).getCode() != null) {
                parked++;
            } else if (isDelivered(applicant, own.get(0), there)) {
                delivered++;
            } else {
                lost.add(applicant.id());
            }
        }
        List<String> notes = byTrackId.values().stream()
                .flatMap(List::stream)
                .map(row -> timeline.of(row.getId()).stream()
                        .map(TimelineEntry::getNote)
                        .collect(Collectors.joining("; ")))
                .toList();
        return new Ledger(
                starts,
                applicants.size(),
                delivered,
                parked,
                lost,
                doubled,
                count(notes, "made by an earlier attempt"),
                count(notes, "not in Jobtrain, so it is sent again"),
                count(notes, "taken over"));
    }

    private static long count(List<String> notes, String words) {
        return notes.stream().filter(note -> note.contains(words)).count();
    }

    private boolean isDelivered(SimulatedApplicant applicant, Application row, List<ReceivedApplication> there) {
        if (row.getState() != ApplicationState.DELIVERED || there.size() != 1) {
            return false;
        }
        ReceivedApplication application = there.get(0);
        String remoteId = application.candidateId() + "/" + application.applicationId();
        return application
                        .cv()
                        .sha256()
                        .equals(Cv.sha256(applicant.files().get(0).bytes()))
                && String.valueOf(application.applicationId()).equals(row.getApplicationId())
                && idibu.latestOutcomes().get(applicant.id()).isSuccess()
                && remoteId.equals(idibu.latestOutcomes().get(applicant.id()).remoteId());
    }

    @Override
    public void close() {
        announcer.close();
        mailbox.close();
        partners.close();
    }
}
