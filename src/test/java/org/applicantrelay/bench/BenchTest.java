package org.applicantrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.applicantrelay.sandbox.RequestKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * {@code ./mvnw verify -Pbench}: what the packaged relay costs against {@link BareRelay}, each in a process of its own
 * and their partners in a third. Writes target/bench.md; the README's table is taken from it. More with
 * {@code -Dbench.applicants=}, {@code bench.warm-up-rounds=} and, for looking inside, {@code bench.relay-options=}.
 */
@Tag("bench")
class BenchTest {

    private static final Path JAR = Path.of("target/applicant-relay.jar").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();
    private static final Path REPORT = Path.of("target/bench.md");
    private static final int ROUNDS = 5;
    private static final int APPLICANTS = Integer.getInteger("bench.applicants", 400);
    /** Until the compilers have nothing to do any more: before, they cost the relay as much as its work. */
    private static final int WARM_UP_ROUNDS = Integer.getInteger("bench.warm-up-rounds", 14);

    private static final int WARM_UP_APPLICANTS = 4 * APPLICANTS;
    private static final int SMALL_CV = 100 * 1024;
    private static final int LARGE_CV = 20 * 1024 * 1024;
    private static final int LARGE_CVS = 100;
    private static final int SECONDS = 900;
    /** No side hangs up between two rounds, in seconds: the bare program repeats nothing. */
    private static final int LONG_IDLE = 3600;

    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms");

    /** By the clock, for all applicants at once. */
    private static final List<RequestKind> NOT_PER_APPLICANT =
            List.of(RequestKind.LISTING, RequestKind.JOBS, RequestKind.TOKEN);

    private static MeasuredProcess partners;

    /** What one program has needed for a round. */
    private record Round(double cpuMillis, double wallMillis, Map<RequestKind, Integer> calls) {

        private double callsPerApplicant() {
            int calls = this.calls.entrySet().stream()
                    .filter(call -> !NOT_PER_APPLICANT.contains(call.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            return (double) calls / APPLICANTS;
        }
    }

    @BeforeAll
    static void startPartners() throws IOException {
        Files.deleteIfExists(REPORT);
        report(LocalDate.now() + ", " + machine(), "", "| | relay | bare program | ratio |", "|---|---|---|---|");
        partners = MeasuredProcess.startAsked(
                "-Xmx2g",
                "-Dsun.net.httpserver.idleInterval=" + LONG_IDLE,
                "-cp",
                MeasuredProcess.classPath(),
                BenchPartners.class.getName());
    }

    @AfterAll
    static void stopPartners() {
        partners.close();
    }

    @Test
    void costsAtMostTwiceWhatABareProgramCosts() throws Exception {
        List<Round> relayRounds = new ArrayList<>();
        List<Round> bareRounds = new ArrayList<>();
        try (MeasuredProcess relay = relay("relay", folder("relay"), options());
                MeasuredProcess bare = bare(folder("bare"))) {
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                round("bare", bare, WARM_UP_APPLICANTS, SMALL_CV);
                round("relay", relay, WARM_UP_APPLICANTS, SMALL_CV);
            }
            for (int i = 0; i < ROUNDS; i++) {
                bareRounds.add(round("bare", bare, APPLICANTS, SMALL_CV));
                relayRounds.add(round("relay", relay, APPLICANTS, SMALL_CV));
            }
        }
        assertThat(partners.ask("check relay")).isEqualTo("whole");
        assertThat(partners.ask("check bare")).isEqualTo("whole");

        double ratio = median(ratios(relayRounds, bareRounds));
        report("| CPU per applicant with a CV of 100 KiB, in ms | %.1f | %.1f | %.2f |"
                .formatted(cpu(relayRounds), cpu(bareRounds), ratio));
        report("| calls to partners per applicant, outside the listing walks | %.2f | %.2f | %.2f |"
                .formatted(calls(relayRounds), calls(bareRounds), calls(relayRounds) / calls(bareRounds)));
        assertThat(calls(relayRounds)).as("calls to partners").isLessThanOrEqualTo(calls(bareRounds));
        assertThat(ratio).as("CPU per applicant against the bare program").isLessThanOrEqualTo(2);
    }

    @Test
    void aHundredLargeCvsEightAtOncePassInASmallHeap() throws Exception {
        Path folder = folder("large");
        Path gc = folder.resolve("gc.log");
        try (MeasuredProcess relay = relay(
                "large",
                folder,
                "-Xmx256m",
                "-Xlog:gc:file=" + gc,
                "-Drelay.idibu.max-concurrent=8",
                "-Drelay.jobtrain.max-concurrent=8")) {
            Round round = round("large", relay, LARGE_CVS, LARGE_CV);
            assertThat(partners.ask("check large")).isEqualTo("whole");
            report(
                    "| %d CVs of 20 MiB, 8 at once, at -Xmx256m | all whole: %.0f s, %.0f ms CPU each, %.1f s of pauses, peak memory %d MiB | | |"
                            .formatted(
                                    LARGE_CVS,
                                    round.wallMillis() / 1000,
                                    round.cpuMillis(),
                                    pauses(gc),
                                    relay.peakMemory()));
        }
    }

    private static MeasuredProcess relay(String name, Path folder, String... options) throws IOException {
        Map<String, String> settings = settings(name);
        settings.put("SPRING_DATASOURCE_URL", database(folder));
        settings.put("SERVER_PORT", "0");
        settings.put("MANAGEMENT_SERVER_PORT", "0");
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.addAll(List.of("-jar", JAR.toString()));
        return MeasuredProcess.start(folder, settings, arguments.toArray(String[]::new));
    }

    private static String[] options() {
        String options = System.getProperty("bench.relay-options", "");
        return options.isEmpty() ? new String[0] : options.split(" ");
    }

    private static MeasuredProcess bare(Path folder) throws IOException {
        Map<String, String> settings = settings("bare");
        settings.put("SPRING_DATASOURCE_URL", database(folder));
        settings.put("SPRING_DATASOURCE_USERNAME", "bare");
        settings.put("SPRING_DATASOURCE_PASSWORD", "");
        return MeasuredProcess.start(
                folder,
                settings,
                "-Djdk.httpclient.keepalive.timeout=" + LONG_IDLE,
                "-cp",
                MeasuredProcess.classPath(),
                BareRelay.class.getName());
    }

    /** An empty one, which stays for whoever wants to look at the logs. */
    private static Path folder(String name) throws IOException {
        Path folder = FOLDER.resolve(name);
        FileSystemUtils.deleteRecursively(folder);
        return Files.createDirectories(folder);
    }

    private static String database(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("data") + ";WRITE_DELAY=0";
    }

    /** Few polls, as in real life: each shows the whole round again, and with an overlap all rounds before it. */
    private static Map<String, String> settings(String name) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : partners.ask("settings " + name).split("\t")) {
            String[] pair = setting.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        settings.put("RELAY_IDIBU_LISTING_INTERVAL", "15s");
        settings.put("RELAY_IDIBU_LISTING_OVERLAP", "0s");
        return settings;
    }

    private static Round round(String name, MeasuredProcess program, int applicants, int cvBytes) throws IOException {
        calls(name);
        double before = millis(program);
        partners.ask("add " + name + " " + applicants + " " + cvBytes);
        String settled = partners.ask("settle " + name + " " + SECONDS);
        double cpu = (millis(program) - before) / applicants;
        assertThat(settled).as("what became of the applicants of %s", name).matches("\\d+");
        Round round = new Round(cpu, Double.parseDouble(settled), calls(name));
        System.out.printf(
                "%s: %d applicants, %.2f ms CPU each, %.0f ms in all, %s%n",
                name, applicants, round.cpuMillis(), round.wallMillis(), round.calls());
        return round;
    }

    private static double millis(MeasuredProcess program) {
        return program.cpu().toNanos() / 1e6;
    }

    private static Map<RequestKind, Integer> calls(String name) throws IOException {
        Map<RequestKind, Integer> calls = new EnumMap<>(RequestKind.class);
        for (String word : partners.ask("calls " + name).split(" ")) {
            if (!word.isEmpty()) {
                String[] pair = word.split("=");
                calls.put(RequestKind.valueOf(pair[0]), Integer.valueOf(pair[1]));
            }
        }
        return calls;
    }

    private static double[] ratios(List<Round> relay, List<Round> bare) {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = relay.get(i).cpuMillis() / bare.get(i).cpuMillis();
        }
        return ratios;
    }

    private static double cpu(List<Round> rounds) {
        return median(rounds.stream().mapToDouble(Round::cpuMillis).toArray());
    }

    private static double calls(List<Round> rounds) {
        return median(rounds.stream().mapToDouble(Round::callsPerApplicant).toArray());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double pauses(Path gc) throws IOException {
        return Files.readAllLines(gc).stream()
                        .map(PAUSE::matcher)
                        .filter(Matcher::find)
                        .mapToDouble(pause -> Double.parseDouble(pause.group(1)))
                        .sum()
                / 1000;
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = Files.isReadable(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("")
                : "";
        return "%d cores %s, JDK %s"
                .formatted(Runtime.getRuntime().availableProcessors(), model, System.getProperty("java.version"));
    }

    private static void report(String... lines) throws IOException {
        Files.write(REPORT, List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        for (String line : lines) {
            System.out.println(line);
        }
    }
}
