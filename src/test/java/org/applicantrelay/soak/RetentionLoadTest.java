package org.applicantrelay.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty thousand applications lose their personal data while applicants go on coming, who hardly notice. For a short run,
 * {@code -Drelay.test.retention-rows=5000 -Drelay.test.retention-seconds=15}.
 */
@Tag("soak")
class RetentionLoadTest {

    private static final int ROWS = Integer.getInteger("relay.test.retention-rows", 50_000);
    private static final int SECONDS = Integer.getInteger("relay.test.retention-seconds", 60);
    private static final int PER_SECOND = 10;
    private static final int LOOKS_PER_COUNT = 100;

    private final SampleApplicants samples = new SampleApplicants(8, 1, Simulators.REFERENCES).cvSizes(20_000, 120_000);
    private final List<SimulatedApplicant> announced = new ArrayList<>();
    private final Figures figures = new Figures();
    private int looks;

    @Test
    void applicantsHardlyNoticeThatOthersAreErased() throws Exception {
        try (Stage stage = new Stage("retention", 1, Map.of("relay.idibu.listing.enabled", "false"))) {
            try {
                // Until the compilers rest.
                flow(stage, SECONDS / 2.0);
                awaitAll(stage);
                int warm = announced.size();
                flow(stage, SECONDS);
                awaitAll(stage);
                String before = trackIds(warm, announced.size());

                stage.rows().addExpired(ROWS);
                int beforeErasing = announced.size();
                long begin = System.nanoTime();
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofMinutes(15))
                        .until(() -> {
                            announceWhatIsDue(stage, beforeErasing, begin);
                            // To count them takes time as well.
                            return looks++ % LOOKS_PER_COUNT == 0
                                    && stage.rows().purged() == ROWS;
                        });
                awaitAll(stage);
                String during = "received_at between (select min(purged_at) from application)"
                        + " and (select max(purged_at) from application)";
                long p99Before = stage.rows().p99(before);
                long p99During = stage.rows().p99(during);
                figures.put("applications erased", ROWS)
                        .put("applicants before", stage.rows().count(before))
                        .put("applicants meanwhile", stage.rows().count(during))
                        .put("p99 before, ms", p99Before)
                        .put("p99 meanwhile, ms", p99During);

                assertThat(p99During).as("p99 meanwhile, %d before", p99Before).isLessThan(2 * p99Before);
                assertThat(stage.rows().count(during))
                        .as("applicants meanwhile")
                        .isGreaterThan(PER_SECOND);
            } finally {
                figures.write("retention");
            }
            assertThat(stage.ledger(announced).lost()).as("lost").isEmpty();
            assertThat(stage.ledger(announced).doubled()).as("doubled").isEmpty();
        }
    }

    private void flow(Stage stage, double seconds) {
        int before = announced.size();
        long begin = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(5))
                .until(() -> {
                    announceWhatIsDue(stage, before, begin);
                    return announced.size() - before >= seconds * PER_SECOND;
                });
    }

    private void announceWhatIsDue(Stage stage, int before, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        while (announced.size() - before < seconds * PER_SECOND) {
            announced.add(stage.byWebhook(samples.next()));
        }
    }

    private void awaitAll(Stage stage) {
        await().atMost(Duration.ofMinutes(5)).until(() -> stage.created().size() == announced.size());
    }

    private String trackIds(int from, int until) {
        return "track_id in ("
                + String.join(
                        ", ",
                        announced.subList(from, until).stream()
                                .map(applicant -> "'" + applicant.id() + "'")
                                .toList())
                + ")";
    }
}
