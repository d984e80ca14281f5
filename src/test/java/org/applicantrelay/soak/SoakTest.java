package org.applicantrelay.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.Faults;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two replicas over one database, partners that fail again and again, and a replica killed every few hundred applicants:
 * each applicant is one application, whole, and idibu knows which. For a short run,
 * {@code -Drelay.test.soak-applicants=500 -Drelay.test.soak-kills=4}.
 */
@Tag("soak")
class SoakTest {

    private static final int APPLICANTS = Integer.getInteger("relay.test.soak-applicants", 10_000);
    private static final int KILLS = Integer.getInteger("relay.test.soak-kills", 24);

    /** 20, and as many as a replica works on at once: it prints the line before it commits. */
    private static final int DELIVERED_BEFORE_A_KILL = 20 + 4;

    /** So many are under way at most: beyond, a walk over the listing would hardly ever come to its end. */
    private static final int UNDER_WAY = 400;

    private static final int WAVE = 100;
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final Random random = new Random(10_000);
    private final SampleApplicants samples = new SampleApplicants(5, 1, Simulators.REFERENCES).cvSizes(2_000, 12_000);
    private final List<SimulatedApplicant> announced = new ArrayList<>();
    private final Figures figures = new Figures();
    private int kills;
    private int settledBefore;
    private long movedAt = System.nanoTime();

    @Test
    void nobodyIsLostOrDoubledThoughReplicasAreKilledAndPartnersFail() throws Exception {
        long begin = System.nanoTime();
        try (Stage stage = new Stage("soak", 2, settings())) {
            failAtRandom(stage.partners().idibu().faults());
            failAtRandom(stage.partners().jobtrain().faults());
            try {
                await().pollInterval(Duration.ofMillis(100))
                        .atMost(Duration.ofHours(2))
                        .until(() -> isOver(stage));
            } finally {
                count(stage, (System.nanoTime() - begin) / 1e9);
                figures.write("soak");
            }
            assertThat(stage.stop()).as("both replicas stopped in time").isTrue();
            assertWhole(stage);
            assertThat(stage.errors()).as("lines at ERROR").isZero();
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "relay.idibu.listing.interval", "2s",
                "relay.idibu.listing.overlap", "10s",
                "relay.idibu.max-concurrent", "4",
                "relay.jobtrain.read-back-delay", "1s",
                "relay.delivery.lease", "5s",
                "relay.delivery.retry.first-delay", "1s");
    }

    private static void failAtRandom(Faults faults) {
        faults.add(FaultSwitch.of(FaultKind.ERROR_5XX).percent(5))
                .add(FaultSwitch.of(FaultKind.RESET).percent(3))
                .add(FaultSwitch.of(FaultKind.ANSWER_LOST).percent(3))
                .add(FaultSwitch.of(FaultKind.BUSY_429).percent(2).value(1));
    }

    /** One look at the run: sends the next wave, kills where it is time; true once everybody is settled. */
    private boolean isOver(Stage stage) throws InterruptedException {
        int settled = stage.settled().size();
        if (announced.size() < APPLICANTS && announced.size() - settled <= UNDER_WAY - WAVE) {
            announceWave(stage);
        }
        if (kills < KILLS && settled >= (kills + 1) * (APPLICANTS * 9L / 10) / (KILLS + 1)) {
            killOne(stage);
        }
        assertThat(stage.replicas()).as("a replica that ended by itself").allMatch(ReplicaProcess::isAlive);
        assertMoves(stage, settled);
        return settled == APPLICANTS
                && stage.announcer().waiting() == 0
                && stage.rows().untold() == 0;
    }

    private void assertMoves(Stage stage, int settled) {
        if (settled > settledBefore) {
            settledBefore = settled;
            movedAt = System.nanoTime();
        }
        if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
            fail(
                    "%d of %d are settled, and nobody more since %s; the rows are %s",
                    settled, announced.size(), STANDSTILL, stage.rows().states());
        }
    }

    /** By listing, by webhook, by both, in turns. */
    private void announceWave(Stage stage) {
        for (int i = 0; i < WAVE && announced.size() < APPLICANTS; i++) {
            NewApplicant next = samples.next();
            int way = announced.size() % 3;
            if (way == 0) {
                announced.add(stage.byWebhook(next));
                continue;
            }
            SimulatedApplicant added = stage.partners().idibu().add(next);
            announced.add(added);
            if (way == 1) {
                stage.announcer().send(stage.partners().idibu().event(added));
            }
        }
    }

    private void killOne(Stage stage) throws InterruptedException {
        List<ReplicaProcess> victims = stage.replicas().stream()
                .filter(replica -> replica.delivered() >= DELIVERED_BEFORE_A_KILL)
                .toList();
        if (!victims.isEmpty()) {
            stage.killAndReplace(victims.get(random.nextInt(victims.size())));
            kills++;
        }
    }

    private void count(Stage stage, double seconds) {
        Ledger ledger = stage.ledger(announced);
        Faults idibu = stage.partners().idibu().faults();
        Faults jobtrain = stage.partners().jobtrain().faults();
        int settled = stage.settled().size();
        figures.put("applicants", APPLICANTS)
                .put("settled", settled)
                .put("seconds", seconds)
                .put("settled per second", settled / seconds)
                .put("kills", kills)
                .put("lost", ledger.lost().size())
                .put("doubled", ledger.doubled().size())
                .put(
                        "CVs equal byte by byte",
                        announced.size()
                                - ledger.lost().size()
                                - ledger.damaged().size());
        for (FaultKind kind :
                List.of(FaultKind.ERROR_5XX, FaultKind.RESET, FaultKind.ANSWER_LOST, FaultKind.BUSY_429)) {
            figures.put("faults " + kind + ", idibu", idibu.hits(kind));
            figures.put("faults " + kind + ", Jobtrain", jobtrain.hits(kind));
        }
        figures.put("adopted by read-back", stage.rows().adopted())
                .put("sent again after a read-back", stage.rows().sentAgain())
                .put("attempts", stage.rows().attempts())
                .put("taken over", stage.rows().takenOver())
                .put("states", stage.rows().states())
                .put("events by status (0: no answer)", stage.announcer().answers());
    }

    private void assertWhole(Stage stage) {
        assertThat(kills).as("kills").isEqualTo(KILLS);
        assertThat(stage.ledger(announced)).satisfies(ledger -> {
            assertThat(ledger.lost()).as("lost").isEmpty();
            assertThat(ledger.doubled()).as("doubled").isEmpty();
            assertThat(ledger.strangers()).as("applications of nobody").isEmpty();
            assertThat(ledger.damaged()).as("CVs that differ").isEmpty();
            assertThat(ledger.mistold()).as("idibu was told of another").isEmpty();
        });
        assertThat(stage.rows().states()).isEqualTo(Map.of("DELIVERED", (long) APPLICANTS));
        assertThat(stage.announcer().answers().keySet())
                .as("answers to events: none says that the relay is gone")
                .isSubsetOf(0, 200, 503);
        assertThat(stage.rows().deadLetters()).as("dead letters").isZero();
        assertThat(stage.partners().idibu().credentialLeaks()).isEmpty();
        assertThat(stage.partners().jobtrain().faults().hits(FaultKind.ANSWER_LOST))
                .as("answers lost")
                .isPositive();
        assertThat(stage.rows().adopted()).as("adopted by read-back").isPositive();
    }
}
