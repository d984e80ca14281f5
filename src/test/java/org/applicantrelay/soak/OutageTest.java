package org.applicantrelay.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.Simulators;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Jobtrain is away while applicants go on coming: idibu does not notice, nothing piles up in memory, and once Jobtrain is
 * back what has piled up in the database goes nearly as fast as ever. For a short run,
 * {@code -Drelay.test.outage-seconds=30}.
 */
@Tag("soak")
class OutageTest {

    private static final int SECONDS = Integer.getInteger("relay.test.outage-seconds", 120);
    private static final int PER_SECOND = 10;
    private static final int BEFORE = 1_000;
    private static final int HEAP_EVERY_SECONDS = 5;
    private static final double MOST_TIME = 1.5;
    private static final double MOST_HEAP = 1.1;
    private static final long MEGABYTE = 1024 * 1024;

    private final SampleApplicants samples = new SampleApplicants(6, 1, Simulators.REFERENCES);
    private final List<SimulatedApplicant> announced = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();
    private final Figures figures = new Figures();

    @Test
    void idibuDoesNotNoticeTheHeapStaysFlatAndTheBacklogGoesQuickly() throws Exception {
        try (Stage stage = new Stage("outage", 1, settings())) {
            try {
                deliver(stage, BEFORE / 2);
                double rate = deliver(stage, BEFORE);
                Map<Integer, Integer> answersBefore = stage.announcer().answers();
                goWithoutJobtrain(stage);
                Map<Integer, Integer> answers = stage.announcer().answers();
                answersBefore.forEach((status, count) -> answers.merge(status, -count, Integer::sum));
                answers.values().removeIf(count -> count == 0);
                int backlog = announced.size() - stage.created().size();
                double longest = MOST_TIME * backlog / rate;
                figures.put("normal rate, applicants per second", rate)
                        .put("seconds without Jobtrain", SECONDS)
                        .put("events by status", answers)
                        .put("live heap, first quarter, MB", quarter(0) / (double) MEGABYTE)
                        .put("live heap, last quarter, MB", quarter(3) / (double) MEGABYTE)
                        .put("backlog, applicants", backlog)
                        .put("backlog gone after at most, seconds", longest);
                double gone = awaitAll(stage, Duration.ofMillis(Math.round(longest * 1000)));
                figures.put("backlog gone after, seconds", gone);

                assertThat(answers).as("answers to events by status").isEqualTo(Map.of(200, SECONDS * PER_SECOND));
                assertThat((double) quarter(3)).as("live heap, %s", heap).isLessThan(MOST_HEAP * quarter(0));
            } finally {
                figures.write("outage");
            }
            assertThat(stage.ledger(announced).lost()).as("lost").isEmpty();
            assertThat(stage.ledger(announced).doubled()).as("doubled").isEmpty();
        }
    }

    private static Map<String, String> settings() {
        return Map.of("relay.idibu.listing.enabled", "false");
    }

    /** Applicants per second that are delivered once all have been taken in. */
    private double deliver(Stage stage, int count) {
        for (int i = 0; i < count; i++) {
            announced.add(stage.byWebhook(samples.next()));
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> stage.announcer().waiting() == 0);
        int left = announced.size() - stage.created().size();
        assertThat(left).as("left to deliver when all were taken in").isGreaterThan(count / 4);
        return left / awaitAll(stage, Duration.ofMinutes(10));
    }

    /** The seconds that it takes until Jobtrain has everybody. */
    private double awaitAll(Stage stage, Duration atMost) {
        long begin = System.nanoTime();
        try {
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(atMost)
                    .until(() -> stage.created().size() == announced.size());
        } catch (ConditionTimeoutException e) {
            figures.put("rows when the time was over", stage.rows().states());
            fail(
                    "After %s Jobtrain has %d of %d applicants; the rows are %s",
                    atMost,
                    stage.created().size(),
                    announced.size(),
                    stage.rows().states());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void goWithoutJobtrain(Stage stage) {
        stage.partners().jobtrain().goOffline();
        long begin = System.nanoTime();
        int before = announced.size();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(SECONDS * 2L + 60))
                .until(() -> {
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    while (announced.size() - before < Math.min(seconds, SECONDS) * PER_SECOND) {
                        announced.add(stage.byWebhook(samples.next()));
                    }
                    if (seconds > HEAP_EVERY_SECONDS * (heap.size() + 1)) {
                        heap.add(stage.replicas().get(0).liveHeap());
                    }
                    return seconds >= SECONDS && stage.announcer().waiting() == 0;
                });
        assertThat(announced.size() - before).isEqualTo(SECONDS * PER_SECOND);
        stage.partners().jobtrain().goOnline();
    }

    /** The median of a quarter of what was measured, in bytes. */
    private long quarter(int which) {
        List<Long> quarter = heap.subList(heap.size() * which / 4, heap.size() * (which + 1) / 4);
        return quarter.stream().sorted().toList().get(quarter.size() / 2);
    }
}
