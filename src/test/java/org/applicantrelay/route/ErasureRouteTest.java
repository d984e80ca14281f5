package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.erasure.Erased;
import org.applicantrelay.erasure.Erasures;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.intake.HeldMails;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.LondonTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.support.TransactionTemplate;

/** What an erasure removes, what it keeps from coming back, and what it does to work that is under way. */
class ErasureRouteTest extends RouteTest {

    private static final byte[] CV = SampleCv.pdf("Ada", 20_000);
    private static final String TEST = "test";

    @Autowired
    Erasures erasures;

    @Autowired
    Contents contents;

    @Autowired
    HeldMails heldMails;

    @Autowired
    TransactionTemplate transaction;

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void allApplicationsOfThePersonAreErasedAndNobodyElses() throws Exception {
        NewApplicant.Builder person = someone().file("cv.pdf", CV);
        SimulatedApplicant first = arrive(person);
        SimulatedApplicant second = arrive(person.jobReference("UNKNOWN"));
        SimulatedApplicant another = arrive(someone().file("cv.pdf", CV));
        readJobs();
        Application delivered = awaitDelivered(first);
        awaitState(second, ApplicationState.PARKED, "JOB_UNKNOWN");
        awaitDelivered(another);
        assertThat(erasures.find(id(first), null)).isEqualTo("2 applications");

        Erased erased = erasures.byTrackId(id(first), TEST);

        assertThat(erased.removed()).containsEntry("applications", 2).containsEntry("contents", 6);
        assertThat(erased.inWords()).startsWith("2 applications, 6 contents");
        for (SimulatedApplicant applicant : List.of(first, second)) {
            Application row = row(applicant);
            assertThat(row.getState()).isEqualTo(ApplicationState.ERASED);
            assertThat(row.getName()).isNull();
            assertThat(row.getEmail()).isNull();
            assertThat(row.getJobReference()).isNull();
            assertThat(row.getDueAt()).isNull();
            assertThat(count("content where application_id = '" + row.getId() + "'"))
                    .isZero();
            assertThat(count("outcome where told_at is null and application_id = '" + row.getId() + "'"))
                    .isZero();
            assertThat(timelineOf(applicant)).last().isEqualTo("ERASED (erased)");
        }
        assertThat(count("application where email_hash is not null")).isOne();
        assertThat(row(first).getApplicationId()).isEqualTo(delivered.getApplicationId());
        assertThat(count("tombstone where kind = 'TRACK_ID' and swept = true")).isEqualTo(2);
        assertThat(count("tombstone where kind = 'EMAIL' and swept = true")).isOne();
        assertThat(row(another).getState()).isEqualTo(ApplicationState.DELIVERED);
        assertThat(contents.all(row(another).getId())).hasSize(3);
        assertThat(count("audit_entry where action = 'erase' and subject = 'erasure " + erased.id() + "'"))
                .isOne();
        assertThat(erasures.find(null, first.email())).isEqualTo("nothing");
    }

    @Test
    void nobodyErasedComesBackByAnyChannel(CapturedOutput output) throws Exception {
        SimulatedApplicant known = arrive(someone().file("cv.pdf", CV));
        SimulatedApplicant unknown = idibu().add(someone().file("cv.pdf", CV).build());
        awaitDelivered(known);
        erasures.byEmail("  " + known.email().toUpperCase(Locale.ROOT), TEST);
        erasures.byTrackId(id(unknown), TEST);
        // As after the restoring of a dump from before they came.
        List.of("outcome", "timeline_entry", "content", "application", "applicant_key")
                .forEach(table -> database.update("delete from " + table));
        jobtrain().requests().clear();

        for (SimulatedApplicant person : List.of(known, unknown)) {
            event(person);
            mail(person);
            readAgain();
        }

        assertThat(count("application")).isZero();
        assertThat(count("content")).isZero();
        assertThat(count("dead_letter")).isZero();
        hint();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
        assertThat(output.getAll()).contains("applicant " + known.id() + " was erased, and is not taken in");
    }

    @Test
    void whoAppliesAnewIsTakenIn() throws Exception {
        NewApplicant.Builder person = someone().file("cv.pdf", CV);
        SimulatedApplicant before = idibu().add(person.build());
        erasures.byEmail(before.email(), TEST);
        SimulatedApplicant anew = idibu().add(
                        // The listing must not show somebody of so late, or all later polls begin behind.
                        person.date(LocalDateTime.now(LondonTime.ZONE).plusMinutes(1))
                                .hidden(true)
                                .build());

        for (SimulatedApplicant applicant : List.of(before, anew)) {
            event(applicant);
        }

        assertThat(applications.findByTrackId(id(before))).isEmpty();
        awaitDelivered(anew);
    }

    @Test
    void whomOnlyTheDetailShowsToBeErasedIsNotSent() throws Exception {
        NewApplicant.Builder person = someone().file("cv.pdf", CV);
        SimulatedApplicant erased = idibu().add(person.build());
        erasures.byEmail(erased.email(), TEST);
        // Names a track id and no more.
        mail(erased);

        awaitState(erased, ApplicationState.ERASED, null);

        assertThat(timelineOf(erased)).last().isEqualTo("ERASED (the person was erased: not sent)");
        assertThat(row(erased).getEmail()).isNull();
        assertThat(count("content")).isZero();
        assertThat(count("outcome")).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void anErasureThatCommitsAfterTheFirstLookIsSeenBeforeTheIntent() throws Exception {
        SimulatedApplicant erased = idibu().add(someone().build());
        erasures.byEmail(erased.email(), TEST);
        hideTombstones(true);
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.CANDIDATES, 1, 500);
        intake(
                staged(idibu().mail(erased).raw()),
                new Arrival(Channel.MAIL, id(erased), null, null, null, null, null),
                // So that Jobtrain is asked between the look and the intent.
                true);
        awaitWork(() -> jobtrain().requests().count(RequestKind.CANDIDATES) > 0);

        hideTombstones(false);

        awaitState(erased, ApplicationState.ERASED, null);
        assertThat(count("content")).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    /** As they are to others before their transaction commits. */
    private void hideTombstones(boolean hidden) {
        database.update("update tombstone set hash = " + (hidden ? "upper" : "lower") + "(hash)");
    }

    @Test
    void whoeverWritesWhileItRunsIsWaitedForAndErased() throws Exception {
        SimulatedApplicant late = idibu().add(someone().build());
        Future<Erased> erasing = transaction.execute(intake -> {
            // Has asked for tombstones already, and found none.
            mail(late);
            Future<Erased> waiting = other.submit(() -> erasures.byTrackId(id(late), TEST));
            await().until(() -> count("tombstone") == 1);
            await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
            return waiting;
        });

        assertThat(erasing.get(20, TimeUnit.SECONDS).removed()).containsEntry("applications", 1);
        assertThat(row(late).getState()).isEqualTo(ApplicationState.ERASED);
        assertThat(count("content")).isZero();
    }

    @Test
    void aDeliveryThatRunsCanNeitherSendNorKeepAnything() throws Exception {
        idibu().faults().add(FaultKind.SLOW_START, RequestKind.FILE, 1, 1_000);
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", CV));
        awaitWork(() -> idibu().requests().count(RequestKind.FILE) > 0);

        erasures.byTrackId(id(applicant), TEST);

        await().until(() -> camel.getInflightRepository().size() == 0);
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.ERASED);
        assertThat(count("content")).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void deadLettersAndHeldMailsThatNameThePersonAreErased() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        SimulatedApplicant another = idibu().add(someone().build());
        deadLetter("<applicant><name>" + PRIVATE + "</name><email>" + applicant.email() + "</email></applicant>");
        deadLetter("type=ApplicationReceived&from=" + applicant.email().replace("@", "%40"));
        deadLetter("<applicant><id> " + applicant.id() + "</id></applicant>");
        deadLetter("<applicant><email>" + another.email() + "</email></applicant>");
        hold(applicant, "a".repeat(64));
        hold(another, "b".repeat(64));
        letterWithContent(applicant);
        assertThat(count("content")).isEqualTo(3);
        arriveQuietly(applicant);

        Erased erased = erasures.byTrackId(id(applicant), TEST);

        assertThat(erased.removed()).containsEntry("dead letters", 4).containsEntry("applications", 2);
        assertThat(count("dead_letter where input is not null")).isOne();
        assertThat(count("dead_letter where resolved_at is not null and content_id is null"))
                .isEqualTo(4);
        assertThat(heldMails.list()).singleElement().asString().contains("b".repeat(64));
        // The other person's element and mail.
        assertThat(count("content")).isEqualTo(2);
    }

    @Test
    void anInputThatNamesAnErasedApplicationIsNotKeptAsDeadLetter() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        erasures.byTrackId(id(applicant), TEST);

        deadLetter("<applicant><id>" + id(applicant) + "</id></applicant>");

        assertThat(count("dead_letter where input is not null")).isZero();
        assertThat(deadLetterLines()).hasSize(1);
    }

    @Test
    void whatTheJournalAloneKnowsIsTakenInWhileTheRelayRuns() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        erasures.byTrackId(id(applicant), TEST);
        // As it is where another process with the same journal has erased the person in another database.
        database.update("delete from tombstone");
        arriveQuietly(applicant);
        assertThat(count("application where state <> 'ERASED'")).isOne();

        poll("erasure-journal");

        assertThat(count("tombstone")).isPositive();
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.ERASED);
    }

    @Test
    void whoHasAppliedAnewStaysWhenTheJournalIsTakenIn() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        erasures.byEmail(applicant.email(), TEST);
        database.update("delete from tombstone");
        arriveQuietly(applicant);

        poll("erasure-journal");

        assertThat(count("tombstone")).isPositive();
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.RECEIVED);
    }

    @Test
    void anInputWithTheAddressAloneIsKeptForItMayBeNew() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        erasures.byEmail(applicant.email(), TEST);

        deadLetter("<applicant><email>" + applicant.email() + "</email></applicant>");

        assertThat(count("dead_letter where input is not null")).isOne();
    }

    @Test
    void aMailCannotBeGivenToSomebodyErased() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        hold(applicant, "c".repeat(64));
        erasures.byTrackId("77", TEST);

        assertThatThrownBy(() -> heldMails.assign("mail:" + "c".repeat(64), "77"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was erased");
    }

    @Test
    void wrongInputIsRefusedInASentence() {
        for (String trackId : new String[] {"", "x", "-1", "1;2"}) {
            assertThatThrownBy(() -> erasures.byTrackId(trackId, TEST))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole number");
        }
        for (String email : new String[] {null, "", "ada", "ada@", "a b@example.org"}) {
            assertThatThrownBy(() -> erasures.byEmail(email, TEST))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("e-mail address");
        }
        assertThat(count("tombstone")).isZero();
    }

    private static String id(SimulatedApplicant applicant) {
        return String.valueOf(applicant.id());
    }

    /** As a first poll brings it that remembers nothing. */
    private void readAgain() throws Exception {
        database.update(
                "update poller set listing_cursor = ? where name = 'idibu-listing'",
                day().plusHours(6).toString());
        poll("idibu-listing");
    }

    /** Taken in, and not worked on. */
    private void arriveQuietly(SimulatedApplicant applicant) throws Exception {
        readAgain();
        assertThat(applications.findByTrackId(id(applicant))).isPresent();
        database.update("update application set due_at = null");
    }

    private void event(SimulatedApplicant applicant) {
        byte[] form = idibu().event(applicant).body();
        assertThat(template.request("direct:idibu-webhook-event", exchange -> {
                            exchange.setVariable("input", new String(form, StandardCharsets.UTF_8));
                            exchange.getMessage().setBody(form);
                        })
                        .getException())
                .isNull();
    }

    private void mail(SimulatedApplicant applicant) {
        intake(
                staged(idibu().mail(applicant).raw()),
                new Arrival(Channel.MAIL, id(applicant), null, null, null, null, null));
    }

    private void hold(SimulatedApplicant applicant, String digest) {
        byte[] raw = ForwardedMail.of(applicant, 4242, "Nurse").withoutTrackId().raw();
        intake(staged(raw), Arrival.held(digest, Fault.NO_TRACK_ID));
    }

    private Content staged(byte[] raw) {
        try {
            return contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(raw));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void intake(Object input, Arrival arrival) {
        intake(input, arrival, false);
    }

    private void intake(Object input, Arrival arrival, boolean readBackFirst) {
        assertThat(template.request("direct:applicant-intake", exchange -> {
                            exchange.setVariable("input", input);
                            exchange.setVariable("arrival", arrival);
                            exchange.setVariable("readBackFirst", readBackFirst);
                        })
                        .getException())
                .isNull();
    }

    /** An input that names no applicant to intake. */
    private void deadLetter(String input) {
        intake(input, new Arrival(Channel.LISTING, null, null, null, null, null, null));
    }

    private void letterWithContent(SimulatedApplicant applicant) {
        byte[] raw =
                ("X-iTrackID: " + applicant.id() + "\r\n\r\n" + "x".repeat(600_000)).getBytes(StandardCharsets.UTF_8);
        intake(staged(raw), new Arrival(Channel.MAIL, null, null, null, null, null, null));
    }
}
