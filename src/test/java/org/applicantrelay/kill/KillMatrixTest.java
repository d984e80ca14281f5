package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.kill.KillPass.Ledger;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process halted at each failpoint in turn, over one database a pass: five passes on H2 and five on PostgreSQL. The
 * ledger is written to {@code target/kill-matrix.md}; {@code -Drelay.test.kill-seed=N} halts at other times.
 */
@Tag("kill-matrix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillMatrixTest {

    private static final Path REPORT = Path.of("target", "kill-matrix.md");
    private static final long SEED = Long.getLong("relay.test.kill-seed", 1);
    private static final int LATEST = 4;

    /** Whose arrivals are halted in the inbox, and who is acknowledged, by turns over the passes. */
    private static final List<String> SOURCES = List.of("idibu-webhook", "idibu-listing", "idibu-mailbox");

    private static final List<Set<Failpoint>> ACKNOWLEDGEMENTS =
            List.of(Failpoint.OF_WEBHOOK, Failpoint.OF_LISTING, Failpoint.OF_MAIL);

    private final List<String> lines = new ArrayList<>();
    private final Instant begin = Instant.now();

    private RelayArchive archive;

    @BeforeAll
    void archive(@TempDir Path folder) throws Exception {
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            Map<String, String> settings = new LinkedHashMap<>(partners.properties());
            settings.putAll(TestDatabase.h2In(folder).settings());
            settings.put("server.port", "0");
            settings.put("management.server.port", "0");
            archive = new RelayArchive(folder, settings);
        }
    }

    @AfterAll
    void report() throws Exception {
        List<String> report = new ArrayList<>(List.of(
                "# Kill matrix",
                "",
                "%s, seed %d, %d minutes. A process is halted at each failpoint in turn; a last one settles."
                        .formatted(
                                begin,
                                SEED,
                                Duration.between(begin, Instant.now()).toMinutes()),
                "",
                "| database | pass | halts | applicants | delivered | parked | lost | doubled | adopted | sent again"
                        + " | taken over | seconds |",
                "|---|---|---|---|---|---|---|---|---|---|---|---|"));
        report.addAll(lines);
        Files.write(REPORT, report);
    }

    @ParameterizedTest(name = "{0}, pass {1}")
    @CsvSource({
        "H2,1",
        "PostgreSQL,1",
        "H2,2",
        "PostgreSQL,2",
        "H2,3",
        "PostgreSQL,3",
        "H2,4",
        "PostgreSQL,4",
        "H2,5",
        "PostgreSQL,5"
    })
    void nobodyIsLostOrDoubledWhereverItIsHalted(String database, int number, @TempDir Path folder) throws Exception {
        Instant start = Instant.now();
        Random random = new Random(SEED * 100 + number);
        TestDatabase empty = database.equals("H2") ? TestDatabase.h2In(folder) : TestDatabase.postgresql();
        try (KillPass pass = new KillPass(folder, empty, archive.java(), SEED * 100 + number)) {
            for (Failpoint failpoint : failpoints(number)) {
                pass.halt(Map.of(failpoint, time(failpoint, random)), source(number));
            }
            Ledger ledger = pass.settle();
            lines.add("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |"
                    .formatted(
                            database,
                            number,
                            ledger.halts(),
                            ledger.applicants(),
                            ledger.delivered(),
                            ledger.parked(),
                            ledger.lost().size(),
                            ledger.doubled().size(),
                            ledger.adopted(),
                            ledger.sentAgain(),
                            ledger.takenOver(),
                            Duration.between(start, Instant.now()).toSeconds()));
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.doubled()).isEmpty();
            assertThat(ledger.delivered() + ledger.parked()).isEqualTo(ledger.applicants());
            assertThat(ledger.adopted()).isPositive();
            assertThat(ledger.sentAgain()).isPositive();
        }
    }

    private static List<Failpoint> failpoints(int pass) {
        List<Failpoint> all = new ArrayList<>(List.of(Failpoint.values()));
        ACKNOWLEDGEMENTS.stream()
                .filter(each -> each != ACKNOWLEDGEMENTS.get(pass % ACKNOWLEDGEMENTS.size()))
                .forEach(all::removeAll);
        return all;
    }

    private static String source(int pass) {
        return SOURCES.get(pass % SOURCES.size());
    }

    private static int time(Failpoint failpoint, Random random) {
        int time = 1 + random.nextInt(LATEST);
        return switch (failpoint) {
            // A walk over the listing ends once.
            case LISTING_BEFORE_CURSOR, LISTING_AFTER_CURSOR -> 1;
            // Before the second mail, or a later one.
            case MAIL_AFTER_FLAG -> 1 + time;
            default -> time;
        };
    }
}
