package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.applicantrelay.erasure.ErasureRecord;
import org.applicantrelay.erasure.ErasureRecordOperations;
import org.applicantrelay.erasure.ErasureRecords;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.Ids;
import org.applicantrelay.time.LondonTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code routes/privacy/idibu-deletion}, {@code deletion-claim}, and the error rule {@code deletion-errors}. */
class IdibuDeletionRouteTest extends RouteTest {

    private static final String DUE = "update erasure set due_at = current_timestamp where due_at is not null";

    @Autowired
    ErasureRecords erasures;

    @Autowired
    ErasureRecordOperations operations;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void asksByIdAndByAddressAndLooksLater() throws Exception {
        SimulatedApplicant held = idibu().add(someone().build());
        // Never seen here, and the same person.
        SimulatedApplicant other = idibu().add(someone().email(held.email()).build());
        SimulatedApplicant bystander = idibu().add(someone().build());
        UUID erasure = open(held, List.of());

        tick();
        assertThat(idibu().requests().count(RequestKind.DELETION)).isEqualTo(2);
        assertThat(only(operations.list())).contains("deletion still to be seen");
        tick();
        assertThat(idibu().requests().count(RequestKind.DETAIL))
                .as("idibu is not looked at before it had time")
                .isZero();

        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("seen to be deleted");
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isEqualTo(1);
        assertThat(count("erasure where subject is null and due_at is null")).isEqualTo(1);
        assertThat(idibu().applicant(other.id()).orElseThrow().email()).isNotEqualTo(held.email());
        assertThat(idibu().applicant(bystander.id()).orElseThrow().email()).isEqualTo(bystander.email());
        assertThat(operations.certificate(erasure.toString()))
                .contains(erasure.toString(), "removed here: applications 1, files 2", "tombstones: aa bb")
                .contains("idibu: seen to be deleted")
                .doesNotContain(PRIVATE);
    }

    @Test
    void doesNotTakeASuccessForADeletionAndAsksAgain(CapturedOutput output) throws Exception {
        idibu().deletesLate(true);
        SimulatedApplicant applicant = idibu().add(someone().build());
        open(applicant, List.of());
        tick();
        for (int i = 0; i < 3; i++) {
            database.update(DUE);
            tick();
        }
        assertThat(only(operations.list())).contains("deletion still to be seen");
        assertThat(count("erasure where checks = 3 and subject is not null")).isEqualTo(1);

        database.update("update erasure set checks = 143");
        database.update(DUE);
        tick();
        assertThat(only(warnings(output))).contains("idibu still shows the person", "asked again");
        tick();
        assertThat(idibu().requests().count(RequestKind.DELETION)).isEqualTo(4);

        idibu().carryOutDeletions();
        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("seen to be deleted");
    }

    @Test
    void looksAtTheAddressToo() throws Exception {
        idibu().deletesLate(true);
        SimulatedApplicant applicant = idibu().add(someone().build());
        open(Set.of(), applicant.email(), List.of());
        tick();
        assertThat(idibu().requests().count(RequestKind.DELETION)).isEqualTo(2);

        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("deletion still to be seen");
        idibu().carryOutDeletions();
        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("seen to be deleted");
    }

    @Test
    void leavesAloneWhoeverHasAppliedAnew() throws Exception {
        SimulatedApplicant erased = idibu().add(someone().build());
        SimulatedApplicant unknownHere =
                idibu().add(someone().email(erased.email()).build());
        open(erased, List.of());
        SimulatedApplicant anew = idibu().add(someone()
                .email(erased.email())
                .date(day().plusHours(20))
                .build());
        tick();
        assertThat(idibu().requests().count(RequestKind.DELETION)).isEqualTo(1);
        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("seen to be deleted");
        assertThat(idibu().applicant(unknownHere.id()).orElseThrow().email()).isNotEqualTo(erased.email());
        assertThat(idibu().applicant(anew.id()).orElseThrow().email()).isEqualTo(erased.email());
    }

    @Test
    void aRefusalOfTheAccountIsNoDeletion() throws Exception {
        open(Set.of("999999999"), null, List.of());
        tick();
        idibu().faults().add(FaultKind.FAILED, RequestKind.LISTING, 1);
        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("deletion still to be seen");
    }

    @Test
    void takesAnIdThatIdibuDoesNotKnowForDeleted() throws Exception {
        open(Set.of("999999999"), null, List.of());
        tick();
        database.update(DUE);
        tick();
        assertThat(only(operations.list())).contains("seen to be deleted");
    }

    @Test
    void goesOnUntilIdibuCanBeAsked(CapturedOutput output) throws Exception {
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.DELETION, 1, 503);
        idibu().faults().add(FaultKind.RESET, RequestKind.DETAIL, 1);
        idibu().faults().add(FaultKind.FAILED, RequestKind.LISTING, 1);
        SimulatedApplicant applicant = idibu().add(someone().build());
        open(applicant, List.of());
        for (int i = 0; i < 6; i++) {
            database.update(DUE);
            tick();
        }
        assertThat(only(operations.list())).contains("seen to be deleted");
        assertThat(warnings(output))
                .hasSize(3)
                .allMatch(line -> line.contains("idibu could not be asked or looked at now: IDIBU_"));
    }

    @Test
    void anOlderClaimDoesNotEndIt() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        open(applicant, List.of());
        tick();
        idibu().requests().clear();
        idibu().faults().add(FaultKind.SLOW, RequestKind.LISTING, 1, 300);
        database.update(DUE);
        Thread other = new Thread(() -> {
            await().until(() -> idibu().requests().count(RequestKind.LISTING) == 1);
            database.update("update erasure set fence = fence + 1");
        });
        other.start();
        tick();
        other.join();
        assertThat(only(operations.list())).contains("deletion still to be seen");
    }

    @Test
    void jobtrainIsATaskUntilSomebodyProvesIt() throws Exception {
        UUID erasure = open(
                Set.of(),
                null,
                List.of(
                        new ErasureRecord.RemoteTrace("9001", "5001", "171", false),
                        new ErasureRecord.RemoteTrace(null, null, "172", true)));
        assertThat(operations.jobtrainTasks())
                .containsExactly(
                        "erasure " + erasure
                                + ": application 5001 of candidate 9001 for job 171: still to be deleted by hand",
                        "erasure " + erasure
                                + ": an application for job 172: may have got there: look for it, and delete it by hand");
        assertThat(only(operations.list())).contains("idibu: nothing to ask for; Jobtrain: 2 open tasks");
        assertThatThrownBy(() -> operations.jobtrainDone(erasure.toString(), " "))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(operations.jobtrainDone(erasure.toString(), "ticket 77, asked by ada@example.org"))
                .isEqualTo("2 tasks done");
        assertThat(operations.jobtrainTasks()).isEmpty();
        assertThat(operations.jobtrainDone(erasure.toString(), "once more")).isEqualTo("There is no open task");
        assertThat(operations.certificate(erasure.toString()))
                .contains("by operator, proof: ticket 77, asked by ")
                .doesNotContain("ada@example.org");
        assertThat(count("audit_entry where action = 'deleted in Jobtrain' and subject = 'erasure " + erasure + "'"))
                .isEqualTo(1);
    }

    @Test
    void aCertificateProvesThatNobodyHasChangedIt() {
        String certificate =
                operations.certificate(open(Set.of("5"), null, List.of()).toString());
        assertThat(operations.verifyCertificate("\n" + certificate.replace("\n", "\r\n") + "\n"))
                .isEqualTo("genuine");
        assertThat(operations.verifyCertificate(certificate.replace("files 2", "files 3")))
                .startsWith("NOT genuine");
        assertThat(operations.verifyCertificate(certificate.replace("seal: ", "seal: 0")))
                .startsWith("NOT genuine");
        assertThat(operations.verifyCertificate("")).startsWith("NOT genuine");
    }

    private UUID open(SimulatedApplicant applicant, List<ErasureRecord.RemoteTrace> inJobtrain) {
        return open(Set.of(Long.toString(applicant.id())), applicant.email(), inJobtrain);
    }

    private UUID open(Set<String> trackIds, String email, List<ErasureRecord.RemoteTrace> inJobtrain) {
        UUID id = Ids.next();
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> erasures.open(new ErasureRecord.Request(
                        id,
                        // Behind everybody of this test's day, who come from noon on.
                        day().plusHours(18).atZone(LondonTime.ZONE).toInstant(),
                        "operator",
                        trackIds,
                        email,
                        inJobtrain,
                        Map.of("files", 2, "applications", 1),
                        List.of("aa", "bb"))));
        return id;
    }

    private void tick() throws Exception {
        poll("idibu-deletion");
    }

    private static String only(List<String> lines) {
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
