package org.applicantrelay.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.Faults;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.Simulators;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applicants who cannot be delivered, each kind of them, among many who can: those do not wait for these. */
@Tag("soak")
class PoisonTest {

    private static final int HEALTHY = Integer.getInteger("relay.test.poison-healthy", 950);
    private static final int POISON = HEALTHY / 19;
    private static final double MOST_TIME = 1.2;
    private static final long JOB_ALWAYS_500 = 901;
    private static final long JOB_ANSWERS_LOST = 902;
    private static final long SLOW_MILLIS = 600_000;
    private static final long DRIP_MILLIS = 1_000;

    private final SampleApplicants samples = new SampleApplicants(7, 1, Simulators.REFERENCES);
    private final Figures figures = new Figures();
    private final Map<Poison, Set<Long>> poison = new TreeMap<>();

    /** What is wrong with an applicant, for good. */
    private enum Poison {
        JOBTRAIN_500,
        JOBTRAIN_422,
        JOBTRAIN_ANSWER_LOST,
        DETAIL_500,
        DETAIL_UNREADABLE,
        FILE_SILENT,
        FILE_DRIPS,
        FILE_404
    }

    @Test
    void theHealthyTakeAboutAsLongAsWithoutThem() throws Exception {
        try (Stage stage = new Stage("poison", 1, settings())) {
            addJobs(stage.partners());
            try {
                figures.put("healthy", HEALTHY)
                        .put("poison", POISON)
                        .put("warming up, seconds", deliver(stage, 0, Duration.ofMinutes(5)));
                double without = deliver(stage, 0, Duration.ofMinutes(5));
                figures.put("without poison, seconds", without);
                figures.put("with poison at most, seconds", MOST_TIME * without);
                double with = deliver(stage, POISON, Duration.ofMinutes(10));
                figures.put("with poison, seconds", with).put("with by without", "%.2f".formatted(with / without));
                assertThat(with).as("seconds with poison").isLessThanOrEqualTo(MOST_TIME * without);
                assertThat(poison).hasSize(Poison.values().length);
                assertPoisonIsKept(stage);
            } finally {
                figures.put("rows", stage.rows().states());
                figures.write("poison");
            }
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "relay.idibu.listing.enabled", "false",
                "relay.jobtrain.read-back-delay", "1s",
                "relay.delivery.retry.first-delay", "1s");
    }

    private static void addJobs(Simulators partners) {
        for (long job : List.of(JOB_ALWAYS_500, JOB_ANSWERS_LOST)) {
            partners.idibu().addJob(job, reference(job), "A job of poison");
            partners.jobtrain().addJob(job, reference(job), "A job of poison");
        }
        partners.jobtrain()
                .faults()
                .add(FaultSwitch.of(FaultKind.ERROR_5XX)
                        .on(RequestKind.CREATE)
                        .about(JOB_ALWAYS_500)
                        .value(500))
                .add(FaultSwitch.of(FaultKind.ANSWER_LOST).about(JOB_ANSWERS_LOST));
    }

    private static String reference(long job) {
        return "POISON-" + job;
    }

    /** The seconds until Jobtrain has {@link #HEALTHY} more, among whom so many are poison, evenly. */
    private double deliver(Stage stage, int withPoison, Duration atMost) {
        Set<String> healthy = new HashSet<>();
        long begin = System.nanoTime();
        for (int i = 0; i < HEALTHY; i++) {
            if (withPoison > 0 && i % (HEALTHY / withPoison) == 0) {
                addPoison(stage, Poison.values()[i / (HEALTHY / withPoison) % Poison.values().length]);
            }
            healthy.add(Stage.person(stage.byWebhook(samples.next()).email()));
        }
        try {
            await().pollInterval(Duration.ofMillis(50)).atMost(atMost).until(() -> stage.created()
                    .containsAll(healthy));
        } catch (ConditionTimeoutException e) {
            healthy.removeAll(stage.created());
            fail("After %s, %d healthy applicants are still not in Jobtrain", atMost, healthy.size());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void addPoison(Stage stage, Poison kind) {
        NewApplicant next = samples.next();
        NewApplicant.Builder person = next.toBuilder();
        switch (kind) {
            case JOBTRAIN_500 -> person.job(JOB_ALWAYS_500, reference(JOB_ALWAYS_500));
            case JOBTRAIN_ANSWER_LOST -> person.job(JOB_ANSWERS_LOST, reference(JOB_ANSWERS_LOST));
            case JOBTRAIN_422 -> person.email("at@" + next.email());
            case FILE_404 -> person.quirks(List.of(Quirk.FILE_GONE));
            default -> {
                // What is wrong is not with the applicant.
            }
        }
        NewApplicant built = person.hidden(true).build();
        SimulatedApplicant added = stage.partners().idibu().add(built);
        Faults idibu = stage.partners().idibu().faults();
        switch (kind) {
            case DETAIL_500 ->
                idibu.add(FaultSwitch.of(FaultKind.ERROR_5XX)
                        .on(RequestKind.DETAIL)
                        .about(added.id())
                        .value(500));
            case DETAIL_UNREADABLE ->
                idibu.add(
                        FaultSwitch.of(FaultKind.BAD_XML).on(RequestKind.DETAIL).about(added.id()));
            case FILE_SILENT ->
                idibu.add(FaultSwitch.of(FaultKind.SLOW)
                        .on(RequestKind.STORAGE)
                        .about(added.id())
                        .value(SLOW_MILLIS));
            case FILE_DRIPS ->
                idibu.add(FaultSwitch.of(FaultKind.DRIP)
                        .on(RequestKind.STORAGE)
                        .about(added.id())
                        .value(DRIP_MILLIS));
            default -> {
                // Is with the applicant, or with the job.
            }
        }
        poison.computeIfAbsent(kind, key -> new HashSet<>()).add(added.id());
        stage.announcer().send(stage.partners().idibu().event(added));
    }

    /** Nobody is lost, given up or sent twice: they wait, or are parked with Jobtrain's own words. */
    private void assertPoisonIsKept(Stage stage) {
        Map<String, Long> states = stage.rows().states();
        assertThat(states.values().stream().mapToLong(Long::longValue).sum())
                .as("rows, %s", states)
                .isEqualTo(3L * HEALTHY + POISON);
        assertThat(states.keySet()).as("none is dead").noneMatch(state -> state.startsWith("DEAD"));
        assertThat(states.get("PARKED JOBTRAIN_REFUSED"))
                .isEqualTo(poison.get(Poison.JOBTRAIN_422).size());
        Map<String, Long> perPerson = stage.partners().jobtrain().applications().stream()
                .collect(Collectors.groupingBy(
                        (ReceivedApplication application) -> Stage.person(application.email()), Collectors.counting()));
        assertThat(perPerson.values()).as("applications of one person").containsOnly(1L);
    }
}
