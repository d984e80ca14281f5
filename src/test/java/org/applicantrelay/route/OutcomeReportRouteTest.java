package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** {@code routes/delivery/outcome-report}, {@code outcome-claim}, and the error rule {@code outcome-errors}. */
class OutcomeReportRouteTest extends RouteTest {

    private static final DateTimeFormatter LONDON =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Europe/London"));

    @Test
    void tellsASuccessOnce() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        Application row = awaitDelivered(applicant);
        awaitTold(applicant);

        Outcome outcome = idibu().latestOutcomes().get(applicant.id());
        assertThat(outcome.status()).isEqualTo("success");
        assertThat(outcome.remoteId()).isEqualTo(row.getCandidateId() + "/" + row.getApplicationId());
        assertThat(outcome.errorMessage()).isEmpty();
        assertThat(outcome.dateProcessed()).isEqualTo(LONDON.format(processedAt()));

        for (int i = 0; i < 5; i++) {
            hint();
        }
        await().until(() -> camel.getInflightRepository().size() == 0);
        assertThat(idibu().requests().count(RequestKind.OUTCOME)).isEqualTo(1);
    }

    @Test
    void tellsAFailureWithItsReason() throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference("R&D <1>").file("cv.pdf", new byte[0]));
        awaitState(applicant, ApplicationState.WAITING, "JOBS_NOT_READ");
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        awaitTold(applicant);

        Outcome outcome = idibu().latestOutcomes().get(applicant.id());
        assertThat(outcome.status()).isEqualTo("fail");
        assertThat(outcome.remoteId()).isEmpty();
        assertThat(outcome.errorMessage()).isEqualTo("JOB_UNKNOWN: reference R&D <1>");
    }

    @Test
    void datesInLondonTimeInSummerToo() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        awaitTold(applicant);

        database.update("update outcome set processed_at = timestamp with time zone '2026-07-01 12:30:15+00:00',"
                + " due_at = current_timestamp, told_at = null");
        awaitTold(applicant);
        assertThat(idibu().latestOutcomes().get(applicant.id()).dateProcessed()).isEqualTo("2026-07-01 13:30:15");
    }

    @Test
    void tellsAgainUntilIdibuKnows(CapturedOutput output) throws Exception {
        idibu().faults()
                .add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 1, 503)
                .add(FaultKind.FAILED, RequestKind.OUTCOME, 1)
                .add(FaultKind.RESET, RequestKind.OUTCOME, 1);
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        awaitTold(applicant);

        assertThat(idibu().requests().count(RequestKind.OUTCOME)).isEqualTo(4);
        assertThat(idibu().outcomes(applicant.id())).hasSize(1);
        assertThat(warnings(output))
                .hasSize(3)
                .allMatch(line -> line.contains("applicant " + applicant.id() + " not told to idibu yet"));
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.DELIVERED);
    }

    @Test
    void isToldHoweverLongItTakes() throws Exception {
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 0, 503);
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        database.update("update outcome set processed_at = processed_at - interval '3' day");
        int calls = idibu().requests().count(RequestKind.OUTCOME);
        awaitWork(() -> idibu().requests().count(RequestKind.OUTCOME) >= calls + 2);

        idibu().faults().clear();
        awaitTold(applicant);
    }

    @Test
    void doesNotTakeAnOlderWordForTheNewest() throws Exception {
        idibu().faults().add(FaultKind.SLOW, RequestKind.OUTCOME, 1, 300);
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        awaitWork(() -> idibu().requests().count(RequestKind.OUTCOME) == 1);
        database.update("update outcome set fence = fence + 1, remote_id = 'newer',"
                + " due_at = current_timestamp + interval '1' hour");
        await().until(() -> idibu().outcomes(applicant.id()).size() == 1
                && camel.getInflightRepository().size() == 0);
        assertThat(count("outcome where told_at is null")).isEqualTo(1);

        database.update("update outcome set due_at = current_timestamp");
        awaitTold(applicant);
        assertThat(idibu().outcomes(applicant.id())).hasSize(2);
        assertThat(idibu().latestOutcomes().get(applicant.id()).remoteId()).isEqualTo("newer");
    }

    @Test
    void goesOnWhenTheDatabaseHasFailed(CapturedOutput output) throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 1, 503);
        awaitDelivered(applicant);
        without(
                "outcome",
                () -> awaitWork(
                        () -> warnings(output).stream().anyMatch(line -> line.contains("outcome-report broke off"))));

        // What was claimed meanwhile could not be given back and ends with the lease.
        database.update("update outcome set due_at = current_timestamp");
        awaitTold(applicant);
        assertThat(warnings(output)).allMatch(line -> line.contains("DATABASE") || line.contains("IDIBU_UNAVAILABLE"));
    }

    private void awaitTold(SimulatedApplicant applicant) {
        awaitWork(() ->
                count("outcome where told_at is not null and due_at is null and track_id = '" + applicant.id() + "'")
                        == 1);
    }

    private Instant processedAt() {
        return database.queryForObject("select processed_at from outcome", OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }
}
