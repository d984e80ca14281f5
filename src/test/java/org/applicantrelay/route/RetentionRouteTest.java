package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.intake.HeldMails;
import org.applicantrelay.privacy.Retention;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code routes/privacy/retention}: what is erased when, and what remains. */
class RetentionRouteTest extends RouteTest {

    private static final Duration HALF_A_YEAR = Duration.ofDays(180);
    private static final String DIGEST = "fedcba9876543210".repeat(4);

    /** More than one batch, and no multiple of one. */
    private static final int MANY = 250;

    @Autowired
    Retention retention;

    @Autowired
    Contents contents;

    @Autowired
    ApplicationWorkList workList;

    @Autowired
    DeadLetterWorkList letterWorkList;

    @Autowired
    HeldMails heldMails;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void forgetWhatWasNoted() {
        database.update("delete from audit_entry");
    }

    @Test
    void whatIsDeliveredIsErasedAtTheEndOfItsRetentionAndNotAMicrosecondBefore(CapturedOutput output) throws Exception {
        SimulatedApplicant over = arrive(someone().file("cv.txt", SampleCv.text("Ada", 300_000)));
        SimulatedApplicant young = arrive(someone());
        awaitDelivered(over);
        awaitDelivered(young);
        awaitWork(() -> idibu().latestOutcomes().keySet().containsAll(List.of(over.id(), young.id())));
        Application before = row(over);
        List<String> timeline = timelineOf(over);
        Retention.Run run = retention.begin();
        ended(over, run.now().minus(HALF_A_YEAR));
        ended(young, run.now().minus(HALF_A_YEAR).plusNanos(1_000));

        eraseAll(run);

        Application after = row(over);
        assertThat(after.isPurged()).isTrue();
        assertThat(count("application where applicant_name is not null or applicant_email is not null"
                        + " or email_hash is not null"))
                .isOne();
        assertThat(contents.all(after.getId())).isEmpty();
        assertThat(count("content_chunk where content_id not in (select id from content)"))
                .isZero();
        assertThat(after.getState()).isEqualTo(ApplicationState.DELIVERED);
        assertThat(after.getApplicationId()).isEqualTo(before.getApplicationId());
        assertThat(after.getReceivedAt()).isEqualTo(before.getReceivedAt());
        assertThat(timelineOf(over)).isEqualTo(timeline);
        assertThat(workList.show(String.valueOf(over.id()))).anyMatch(line -> line.endsWith("it cannot be replayed"));

        assertThat(row(young).isPurged()).isFalse();
        assertThat(row(young).getEmail()).isEqualTo(young.email());
        assertThat(contents.all(row(young).getId())).hasSizeGreaterThan(1);

        assertThat(output).contains("Their retention had ended, and they were erased here: 1 applications DELIVERED");
        assertThat(audited()).singleElement().asString().startsWith("retention erased applications DELIVERED 1, ");
    }

    @Test
    void whoIsErasedStaysSoWhicheverChannelBringsThemAgain() throws Exception {
        for (ApplicationState state : List.of(ApplicationState.DELIVERED, ApplicationState.PARKED)) {
            SimulatedApplicant applicant =
                    state == ApplicationState.DELIVERED ? arrive(someone()) : parked("NO-SUCH-JOB");
            awaitState(applicant, state, state == ApplicationState.PARKED ? "JOB_UNKNOWN" : null);
            eraseNow(applicant);

            intake(applicant, Channel.WEBHOOK);
            intake(applicant, Channel.MAIL);
            intake(applicant, Channel.LISTING);
            poll("idibu-listing");

            Application row = row(applicant);
            assertThat(row.getState()).isEqualTo(state);
            assertThat(row.getName()).isNull();
            assertThat(row.getEmail()).isNull();
            assertThat(contents.all(row.getId())).isEmpty();
            assertThat(timelineOf(applicant)).last().asString().contains("too late to add to it");
        }
        assertThat(count("content")).isZero();
        assertThat(count("content_chunk")).isZero();
    }

    @Test
    void whatIsParkedAndErasedCannotGoOnAndItIsSaid() throws Exception {
        SimulatedApplicant applicant = parked("COMES-TOO-LATE");
        String id = String.valueOf(applicant.id());
        eraseNow(applicant);

        jobtrain().addJob(937, "COMES-TOO-LATE", "Nurse");
        readJobs();
        assertThat(workList.replay(id)).contains("cannot be replayed");
        assertThat(workList.replayByCode("JOB_UNKNOWN", 0))
                .isEqualTo("0 applications go on; Jobtrain is asked for each first; 1 were left out");
        assertThat(workList.dryRun(id)).first().isEqualTo("0 would go on");
        assertThat(workList.dryRun(id)).last().asString().endsWith("or erased");
        assertThat(workList.list("PARKED", null, null, null))
                .singleElement()
                .asString()
                .endsWith(", its personal data is erased");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);
        assertThat(workList.discard(id, "too old")).contains(" is discarded");
    }

    @Test
    void ofWhatIdibuWasToldOnlyTheCodeRemains() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1, 422);
        SimulatedApplicant applicant = arrive(someone());
        awaitState(applicant, ApplicationState.PARKED, "JOBTRAIN_REFUSED");
        database.update("update outcome set error = 'JOBTRAIN_REFUSED: " + PRIVATE + "'");

        eraseNow(applicant);

        assertThat(database.queryForObject("select error from outcome", String.class))
                .isEqualTo("JOBTRAIN_REFUSED");
    }

    @Test
    void whatHasNotEndedIsKeptHoweverOldItIs() throws Exception {
        SimulatedApplicant applicant = parked("NEVER");
        for (ApplicationState state :
                List.of(ApplicationState.RECEIVED, ApplicationState.DELIVERING, ApplicationState.WAITING)) {
            database.update("update application set state = '" + state + "'");
            eraseNow(applicant);
            assertThat(row(applicant).isPurged()).as("%s", state).isFalse();
        }
    }

    @Test
    void moreThanOneBatchIsErasedEachAudited() throws Exception {
        SimulatedApplicant first = arrive(someone());
        awaitDelivered(first);
        Retention.Run run = retention.begin();
        ended(first, run.now().minus(HALF_A_YEAR));
        String columns = "channel, state, received_at, trying_since, fence, attempts, finished_at, email_hash";
        for (int i = 1; i < MANY; i++) {
            database.update(
                    "insert into application (id, track_id, " + columns + ") select ?, ?, " + columns
                            + " from application where track_id = ?",
                    UUID.randomUUID(),
                    "copy-" + i,
                    String.valueOf(first.id()));
        }

        eraseAll(run);

        assertThat(count("application where purged_at is not null and email_hash is null"))
                .isEqualTo(MANY);
        assertThat(audited())
                .extracting(line -> line.replaceAll(",.*", ""))
                .containsExactly(
                        "retention erased applications DELIVERED 100",
                        "retention erased applications DELIVERED 100",
                        "retention erased applications DELIVERED 50");
    }

    @Test
    void whatSomebodyWorksOnIsPassedOverAndErasedAtTheNextRun() throws Exception {
        SimulatedApplicant busy = arrive(someone());
        SimulatedApplicant idle = arrive(someone());
        awaitDelivered(busy);
        awaitDelivered(idle);
        Instant limit = clock.now().minus(HALF_A_YEAR);
        ended(busy, limit.minusMillis(1));
        ended(idle, limit);

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            applications.lock(row(busy).getId());
            inAnotherThread(() -> poll("retention"));
        });
        assertThat(row(busy).isPurged()).isFalse();
        assertThat(row(idle).isPurged()).isTrue();

        poll("retention");
        assertThat(row(busy).isPurged()).isTrue();
    }

    @Test
    void aDeadLetterLosesItsInputAndIsWholeAgainWhereThatComesAgain() throws Exception {
        DeadLetter text = keep("idibu-webhook", "a=" + PRIVATE);
        Content staged = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(SampleCv.pdf("Ada", 300_000)));
        DeadLetter mail = keep("idibu-mailbox", staged);
        Retention.Run run = retention.begin();
        Instant limit = run.now().minus(HALF_A_YEAR);
        database.update("update dead_letter set last_at = ?", limit.atOffset(ZoneOffset.UTC));

        eraseAll(run);

        assertThat(count("dead_letter where input is not null or content_id is not null"))
                .isZero();
        assertThat(count("content")).isZero();
        assertThat(count("content_chunk")).isZero();
        assertThat(audited()).singleElement().asString().startsWith("retention erased dead letters 2, ");
        for (DeadLetter letter : List.of(text, mail)) {
            String id = letter.getId().toString();
            assertThat(letterWorkList.replay(id))
                    .isEqualTo("Cannot be replayed: its input was erased here when its retention had ended");
            assertThat(letterWorkList.input(id)).contains("was erased here");
            assertThat(letterWorkList.show(id)).anyMatch(line -> line.contains("was erased here"));
        }

        deadLetters.keep(null, "idibu-webhook", "a=" + PRIVATE, new RelayException(Fault.UNEXPECTED));
        assertThat(deadLetters.find(text.getId()).orElseThrow().getInput()).isEqualTo("a=" + PRIVATE);
    }

    @Test
    void aHeldMailThatIsErasedCanOnlyBeDiscarded() throws Exception {
        Content mail = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(new byte[] {1}));
        intake(Arrival.held(DIGEST, Fault.NO_TRACK_ID), mail);
        String key = "mail:" + DIGEST;
        Retention.Run run = retention.begin();
        database.update(
                "update application set finished_at = ?",
                run.now().minus(HALF_A_YEAR).atOffset(ZoneOffset.UTC));

        eraseAll(run);

        assertThat(count("content")).isZero();
        assertThat(heldMails.list()).singleElement().asString().endsWith(", erased");
        assertThatThrownBy(() -> heldMails.assign(key, "7")).hasMessageContaining("it can only be discarded");
        heldMails.discard(key, "too old");
        assertThat(heldMails.list()).isEmpty();
    }

    @Test
    void whatWasStagedAndLeftBehindGoesAfterADay() throws Exception {
        contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(new byte[] {1}));
        poll("retention");
        assertThat(count("content")).isOne();

        database.update("update content set staged_at = staged_at - interval '25' hour");
        poll("retention");
        assertThat(count("content")).isZero();
    }

    @Test
    void theAuditLogHasARetentionOfItsOwn() throws Exception {
        Retention.Run run = retention.begin();
        Instant limit = run.now().minus(Duration.ofDays(730));
        for (Instant at : List.of(limit.minusNanos(1_000), limit)) {
            database.update(
                    "insert into audit_entry (at, actor, action, subject) values (?, 'operator', 'looked', 'at it')",
                    at.atOffset(ZoneOffset.UTC));
        }

        eraseAll(run);

        assertThat(count("audit_entry where actor = 'operator'")).isOne();
    }

    @Test
    void aRunOfAnotherReplicaIsNotDisturbed() throws Exception {
        database.update("update poller set lease_owner = 'another', lease_until = now() + interval '1' minute"
                + " where name = 'retention'");
        try {
            assertThat(retention.begin()).isNull();
            poll("retention");
        } finally {
            database.update("update poller set lease_owner = null, lease_until = null where name = 'retention'");
        }
    }

    private SimulatedApplicant parked(String jobReference) throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference(jobReference));
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        return applicant;
    }

    private void eraseAll(Retention.Run run) {
        while (run.isOpen()) {
            retention.batch(run);
        }
        retention.finish(run);
    }

    /** As if the applicant had ended half a year ago. */
    private void eraseNow(SimulatedApplicant applicant) {
        Retention.Run run = retention.begin();
        ended(applicant, run.now().minus(HALF_A_YEAR));
        eraseAll(run);
    }

    private void ended(SimulatedApplicant applicant, Instant at) {
        database.update(
                "update application set finished_at = ? where track_id = ?",
                at.atOffset(ZoneOffset.UTC),
                String.valueOf(applicant.id()));
    }

    private List<String> audited() {
        return database.queryForList(
                "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_entry order by id",
                String.class);
    }

    private DeadLetter keep(String source, Object input) throws Exception {
        deadLetters.keep(null, source, input, new RelayException(Fault.UNEXPECTED));
        return deadLetters.all().stream()
                .filter(letter -> letter.getSource().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private void intake(SimulatedApplicant applicant, Channel channel) throws Exception {
        Object input = channel == Channel.MAIL
                ? contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(SampleCv.pdf("Ada", 300_000)))
                : "a=" + PRIVATE;
        intake(
                new Arrival(
                        channel, String.valueOf(applicant.id()), applicant.name(), applicant.email(), "1", "J71", null),
                input);
    }

    private void intake(Arrival arrival, Object input) {
        assertThat(template.request("direct:applicant-intake", exchange -> {
                            exchange.setVariable("input", input);
                            exchange.setVariable("arrival", arrival);
                        })
                        .getException())
                .isNull();
    }

    /** Whatever this thread's transaction holds is another's there. */
    private static void inAnotherThread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
