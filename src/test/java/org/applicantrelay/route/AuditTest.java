package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.audit.AuditEntry;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who did what: what operators do is written down, in the transaction that does it, and without personal data. */
class AuditTest extends RouteTest {

    private static final String SUBJECT = "application 018f3c1a-0000-7000-8000-000000000000";

    @Autowired
    Audit audit;

    @Autowired
    ApplicationWorkList workList;

    @Autowired
    DeadLetterWorkList letters;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void whatAnOperatorDoesToAnApplicationIsWrittenDown() throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference("UNKNOWN"));
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        String trackId = String.valueOf(applicant.id());

        workList.replay(trackId);
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        workList.replayByTime("2020-01-01", null);
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        workList.discard(trackId, "withdrawn");
        workList.discard(trackId, "once more");

        String subject = "application " + row(applicant).getId();
        assertThat(lines())
                .containsExactly(
                        "operator, replay, " + subject,
                        "operator, replay, applications from 2020-01-01 00:00:00 (1 of them)",
                        "operator, discard, " + subject + " (withdrawn)");
        assertThat(audit.of(subject)).extracting(AuditEntry::getAction).containsExactly("replay", "discard");
    }

    @Test
    void whatAnOperatorDoesToADeadLetterIsWrittenDownAndSoIsALookAtItsInput() throws Exception {
        deadLetters.keep(null, "idibu-webhook", "no event", new RelayException(Fault.EVENT_UNREADABLE));
        DeadLetter letter = deadLetters.all().get(0);
        String id = letter.getId().toString();

        letters.input(id);
        letters.replay(id);
        letters.discard(id, "a test");

        assertThat(lines())
                .containsExactly(
                        "operator, look at input, dead letter " + id,
                        "operator, replay, dead letter " + id + " (from idibu-webhook)",
                        "operator, discard, dead letter " + id + " (discarded by an operator: a test)");
    }

    @Test
    void anEntryStandsAndFallsWithTheTransactionThatMakesIt(CapturedOutput output) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            audit.note("retention", "purge", SUBJECT, null);
            status.setRollbackOnly();
        });
        assertThat(lines()).isEmpty();

        audit.note("command line", "erase", SUBJECT, "3 rows");

        assertThat(lines()).containsExactly("command line, erase, " + SUBJECT + " (3 rows)");
        assertThat(output.getAll()).contains("audit: command line, erase, " + SUBJECT + " (3 rows)");
    }

    @Test
    void anAddressIsMaskedAndALongTextCut() {
        audit.note("operator", "discard", SUBJECT, "asked by ada." + PRIVATE + "@example.org, twice");
        audit.note("operator", "discard", SUBJECT, "x".repeat(2_000));

        assertThat(lines().get(0)).endsWith("(asked by ***@***, twice)");
        assertThat(audit.of(SUBJECT).get(1).getDetail()).isEqualTo("x".repeat(500));
    }

    @Test
    void retentionForgetsTheOldestFirst() {
        IntStream.range(0, 5).forEach(i -> audit.note("operator", "replay", "number " + i, null));
        Instant third = audit.of("number 3").get(0).getAt();

        assertThat(audit.forgetBefore(third, 2)).isEqualTo(2);
        assertThat(lines()).first().asString().contains("number 2");
        assertThat(audit.forgetBefore(third, 2)).isEqualTo(1);
        assertThat(audit.forgetBefore(third, 2)).isZero();
        assertThat(audit.between(third, Instant.parse("9999-01-01T00:00:00Z"), 1))
                .singleElement()
                .asString()
                .contains("number 4");
    }

    private List<String> lines() {
        return database.queryForList("select actor, action, subject, detail from audit_entry order by id").stream()
                .map(row -> row.get("actor") + ", " + row.get("action") + ", " + row.get("subject")
                        + (row.get("detail") == null ? "" : " (" + row.get("detail") + ")"))
                .toList();
    }
}
