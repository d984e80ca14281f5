package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.LocalDate;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.flow.DeliveryControl;
import org.applicantrelay.flow.PartnerControl;
import org.applicantrelay.flow.SourceControl;
import org.applicantrelay.mailbox.MailboxTurns;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.LondonTime;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** What operators do with sources, deliveries and partners. */
class FlowTest extends RouteTest {

    @Autowired
    private SourceControl sources;

    @Autowired
    private DeliveryControl deliveries;

    @Autowired
    private PartnerControl partnerControl;

    @Autowired
    private org.applicantrelay.partner.Partners partners;

    @Autowired
    private Pauses pauses;

    @Autowired
    private MailboxTurns mailbox;

    @Autowired
    private DeadLetterWorkList deadLetterList;

    @Autowired
    private HealthIndicator pausesHealthIndicator;

    @BeforeEach
    @AfterEach
    void nothingIsPaused() {
        database.update("delete from pause");
        pauses.look();
    }

    @Test
    void aPausedListingIsNotAskedAndLosesNobody() throws Exception {
        assertThat(sources.pause("idibu-listing", "idibu is moving"))
                .matches("idibu-listing is paused since \\S+ \\S+ by operator: idibu is moving");
        SimulatedApplicant early = idibu().add(someone().build());
        poll("idibu-listing");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isZero();
        assertThat(count("application")).isZero();

        assertThat(sources.resume("idibu-listing")).isEqualTo("idibu-listing goes on");
        SimulatedApplicant late = idibu().add(someone().build());
        poll("idibu-listing");

        awaitDelivered(early);
        awaitDelivered(late);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
        assertThat(database.queryForList(
                        "select actor || ' ' || action || ' ' || subject from audit_entry order by id", String.class))
                .containsExactly("operator pause idibu-listing", "operator resume idibu-listing");
    }

    @Test
    void aWalkThatIsPausedStopsAtItsPageAndGoesOnFromThere() throws Exception {
        for (int i = 0; i < 150; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }
        idibu().faults().add(FaultKind.SLOW, RequestKind.LISTING, 1, 500);
        Thread operator = new Thread(() -> {
            await().until(() -> idibu().requests().count(RequestKind.LISTING) == 1);
            sources.pause("idibu-listing", "a test");
        });
        operator.start();

        poll("idibu-listing");
        operator.join();
        assertThat(count("application")).isEqualTo(100);
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();

        sources.resume("idibu-listing");
        poll("idibu-listing");
        assertThat(parameters("offset")).containsExactly("0", "100");
        assertThat(count("application")).isEqualTo(150);
        assertThat(cursor()).isAfter(day().plusHours(6));
    }

    @Test
    void aPauseIsKeptByOtherReplicasAndToldByEachOnce(CapturedOutput output) throws Exception {
        // As another replica writes it.
        database.update(
                "insert into pause (stage, since, actor, reason) values ('DELIVERIES', ?, 'anna', 'Jobtrain moves')",
                Timestamp.from(clock.now()));
        poll("partner-restraints");
        poll("partner-restraints");

        assertThat(pauses.isPaused(Stage.DELIVERIES)).isTrue();
        assertThat(deliveries.show()).startsWith("deliveries: paused since ").endsWith(" by anna: Jobtrain moves");
        assertThat(pausesHealthIndicator.health().getDetails())
                .containsOnlyKeys("deliveries")
                .extractingByKey("deliveries")
                .asString()
                .contains("by anna");
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains("deliveries is paused since ", " by anna: Jobtrain moves");
        assertThat(deliveries.pause("another reason")).endsWith("by anna: Jobtrain moves, and stays so");

        database.update("delete from pause");
        poll("partner-restraints");
        assertThat(pauses.isPaused(Stage.DELIVERIES)).isFalse();
        assertThat(pausesHealthIndicator.health().getDetails()).isEmpty();
    }

    @Test
    void pausedDeliveriesAreNotClaimedAndOutcomesAreTold() throws Exception {
        awaitDelivered(arrive(someone()));
        awaitWork(() -> count("outcome where told_at is not null") == 1);
        database.update("update outcome set due_at = current_timestamp, told_at = null");
        jobtrain().requests().clear();
        deliveries.pause("Jobtrain is being updated");
        SimulatedApplicant meanwhile = arrive(someone());

        awaitWork(() -> count("outcome where told_at is not null") == 1);
        assertThat(row(meanwhile).getState()).isEqualTo(ApplicationState.RECEIVED);
        assertThat(row(meanwhile).getAttempts()).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
        // Its jobs may be read all the same.
        readJobs();
        assertThat(jobtrain().requests().count(RequestKind.JOBS)).isPositive();

        assertThat(deliveries.resume()).isEqualTo("deliveries goes on");
        awaitDelivered(meanwhile);
        assertThat(deliveries.resume()).isEqualTo("deliveries is not paused");
    }

    @Test
    void aPausedMailboxIsNotRead() throws Exception {
        sources.pause("idibu-mailbox", "a test");
        assertThat(mailbox.begin(null, null)).isFalse();

        sources.resume("idibu-mailbox");
        assertThat(mailbox.begin(null, null)).isTrue();
        mailbox.next();
        sources.pause("idibu-mailbox", "a test");
        assertThatThrownBy(() -> mailbox.next()).hasMessageContaining("an operator has paused it");
        mailbox.rollback(null, null, 0, null);
    }

    @Test
    void sourcesSayHowTheyStandAndRefuseWhatMakesNoSense() throws Exception {
        poll("idibu-listing");
        assertThat(sources.list())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("idibu-listing: ")
                        && line.contains("last read whole on ")
                        && line.endsWith("up to " + day().toLocalDate() + " 06:00:00"))
                .contains("idibu-mailbox: off", "idibu-webhook: off");
        assertThat(sources.pollNow("idibu-mailbox")).isEqualTo("idibu-mailbox is off: see the settings");
        assertThat(sources.pollNow("idibu-webhook")).contains("there is nothing to poll");
        assertThat(sources.pollNow("idibu-listing"))
                .isEqualTo("The route idibu-listing is stopped on this replica; start it first");
        sources.pause("idibu-listing", "a test");
        assertThat(sources.pollNow("idibu-listing")).endsWith(": a test; resume it first");
        assertThat(sources.pause("idibu-webhook", "a test")).endsWith("nobody either: resume within two days");
        for (String wrong : new String[] {null, "", "deliveries", "idibu"}) {
            assertThatThrownBy(() -> sources.pause(wrong, "a test"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A source is idibu-listing, idibu-mailbox or idibu-webhook");
        }
        assertThatThrownBy(() -> deliveries.pause(" ")).hasMessage("A reason is needed, for whoever finds it paused");
    }

    @Test
    void aPollThatIsAskedForIsMadeAtOnce() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        camel.getRouteController().resumeRoute("idibu-listing");
        try {
            assertThat(sources.pollNow(" Idibu-Listing ")).isEqualTo("idibu-listing is polled now");
            await().until(() -> count("application") == 1 && leaseIsFree("idibu-listing"));
            awaitDelivered(applicant);
        } finally {
            camel.getRouteController().suspendRoute("idibu-listing");
        }
        assertThat(count("audit_entry where action = 'poll' and subject = 'idibu-listing'"))
                .isOne();
    }

    @Test
    void aBackfillBringsWhoIsMissingAndLooksForThemInJobtrainFirst() throws Exception {
        LocalDate first = day().toLocalDate().minusYears(3);
        SimulatedApplicant known = arrive(someone());
        awaitDelivered(known);
        // Dates of their own, long before the cursor.
        SimulatedApplicant missing =
                idibu().add(someone().date(first.atTime(0, 0, 0)).build());
        SimulatedApplicant late =
                idibu().add(someone().date(first.plusDays(1).atTime(23, 59, 59)).build());
        SimulatedApplicant after =
                idibu().add(someone().date(first.plusDays(2).atStartOfDay()).build());
        String cursor = cursor().toString();
        jobtrain().requests().clear();
        idibu().requests().clear();

        assertThat(sources.backfill(first.toString(), first.plusDays(1).toString()))
                .matches("Backfill \\d+ is asked for; listBackfills\\(\\) says how far it is");
        poll("idibu-backfill");
        assertThat(sources.listBackfills())
                .singleElement()
                .asString()
                .contains(first + " to " + first.plusDays(1), "is at " + first.plusDays(1), "1 applicants listed");
        // The process dies, and its successor goes on.
        database.update(
                "update poller set lease_owner = 'gone', lease_until = ?, fence = fence + 1"
                        + " where name = 'idibu-backfill'",
                Timestamp.from(clock.now().minusSeconds(1)));
        poll("idibu-backfill");
        poll("idibu-backfill");

        assertThat(sources.listBackfills())
                .singleElement()
                .asString()
                .contains("read whole on ", "2 applicants listed");
        assertThat(parameters("after_date")).containsExactly(first + " 00:00:00", first.plusDays(1) + " 00:00:00");
        assertThat(parameters("before_date")).containsExactly(first + " 23:59:59", first.plusDays(1) + " 23:59:59");
        awaitDelivered(missing);
        awaitDelivered(late);
        assertThat(applications.findByTrackId(Long.toString(after.id()))).isEmpty();
        assertThat(timelineOf(missing)).contains("DELIVERING (not in Jobtrain, so it is sent)");
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isEqualTo(2);
        assertThat(cursor()).hasToString(cursor);

        // Once more: nobody is missing, and nobody is asked for.
        long details = idibu().requests().count(RequestKind.DETAIL);
        sources.backfill(first.toString(), "");
        poll("idibu-backfill");
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isEqualTo(details);
        assertThat(count("application")).isEqualTo(3);
    }

    @Test
    void aBackfillWaitsForIdibuAndForTheEndOfAPause(CapturedOutput output) throws Exception {
        LocalDate first = day().toLocalDate().minusYears(3);
        SimulatedApplicant missing =
                idibu().add(someone().date(first.atTime(8, 0)).build());
        sources.backfill(first.toString(), null);
        sources.pause("idibu-listing", "a test");
        poll("idibu-backfill");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isZero();
        sources.resume("idibu-listing");

        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.LISTING, 1);
        poll("idibu-backfill");
        assertThat(sources.listBackfills())
                .singleElement()
                .asString()
                .contains("is at " + first)
                .endsWith("IDIBU_UNAVAILABLE: HTTP 503");
        poll("idibu-backfill");
        assertThat(idibu().requests().count(RequestKind.LISTING))
                .as("not before a minute is over")
                .isOne();
        assertThat(warnings(output)).hasSize(2).last().asString().contains("A backfill broke off");

        database.update("update backfill set due_at = asked_at");
        poll("idibu-backfill");
        assertThat(sources.listBackfills()).singleElement().asString().contains("read whole on ");
        awaitDelivered(missing);
    }

    @Test
    void whatABackfillCannotReadIsADeadLetterOfItsOwn() throws Exception {
        LocalDate first = day().toLocalDate().minusYears(3);
        SimulatedApplicant unreadable = idibu().add(someone()
                .date(first.atTime(8, 0))
                .quirk(Quirk.UNREADABLE_ELEMENT)
                .build());
        idibu().faults()
                .add(FaultSwitch.of(FaultKind.BAD_PAGE)
                        .on(RequestKind.LISTING)
                        .about(unreadable.id())
                        .times(3));
        sources.backfill(first.toString(), null);

        poll("idibu-backfill");

        assertThat(sources.listBackfills())
                .singleElement()
                .asString()
                .contains("1 records could not be read: see the dead letters");
        assertThat(deadLetterLines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("idibu-backfill LISTING_UNREADABLE"));
        // A sound poll of the listing says nothing about them.
        poll("idibu-listing");
        assertThat(count("dead_letter where resolved_at is not null")).isZero();
        assertThat(deadLetterList.dryRunByCode("LISTING_UNREADABLE", 0)).isNotEmpty();
    }

    @Test
    void backfillsThatMakeNoSenseAreRefusedAndOneCanBeStopped() throws Exception {
        LocalDate today = LocalDate.now(LondonTime.ZONE);
        refuses(() -> sources.backfill("", null), "That is no day; write one such as 2026-11-24, in Europe/London");
        refuses(() -> sources.backfill("2020-02-02", "2020-02-01"), "The period ends before it begins");
        refuses(
                () -> sources.backfill("2020-01-01", today.plusDays(1).toString()),
                "The period is not over yet; the polls bring what comes");
        refuses(() -> sources.backfill("2018-01-01", "2019-01-02"), "At most 366 days at once");
        refuses(() -> sources.stopBackfill(-1), "No backfill has that number; see listBackfills()");
        String number = sources.backfill("2018-01-01", "2019-01-01").split(" ")[1];

        assertThat(sources.stopBackfill(Long.parseLong(number))).isEqualTo("Backfill " + number + " is stopped");
        assertThat(sources.stopBackfill(Long.parseLong(number))).isEqualTo("Backfill " + number + " is over already");
        poll("idibu-backfill");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isZero();
        assertThat(sources.listBackfills())
                .singleElement()
                .asString()
                .contains("ended on ", " before 2018-01-01", "stopped by an operator");
        assertThat(count("audit_entry where action in ('backfill', 'stop')")).isEqualTo(2);
    }

    @Test
    void whoIsLoggedInIsNamedHoweverLongTheNameIs() {
        String name = "anna".repeat(100);
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, ""));
        try {
            assertThat(sources.pause("idibu-listing", "a test")).contains(" by " + name.substring(0, 100) + ": ");
            sources.backfill("2018-01-01", null);
        } finally {
            SecurityContextHolder.clearContext();
        }

        assertThat(sources.listBackfills()).singleElement().asString().contains("asked for by annaanna");
        assertThat(count("audit_entry where actor = '" + name.substring(0, 100) + "'"))
                .isEqualTo(2);
    }

    private static void refuses(Work work, String sentence) {
        assertThatThrownBy(work::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void aCheckSaysWhetherThePartnersTakeTheCredentialsAndEndsAHold() throws Exception {
        assertThat(partnerControl.check())
                .hasSize(2)
                .allMatch(line -> line.matches("(idibu|Jobtrain) takes the relay's credentials, within \\d+ ms"));
        assertThat(partnerControl.list()).containsExactly("idibu: open", "jobtrain: open");
        // By its credentials, and not by a token that they were given for before.
        long tokens = jobtrain().requests().count(RequestKind.TOKEN);
        partnerControl.check();
        assertThat(jobtrain().requests().count(RequestKind.TOKEN)).isEqualTo(tokens + 1);

        jobtrain().faults().add(FaultKind.ERROR_5XX, null, 0, 403);
        assertThat(partnerControl.check()).first().asString().startsWith("idibu takes the relay's credentials");
        assertThat(partnerControl.check())
                .last()
                .asString()
                .startsWith("Jobtrain does not take the call: JOBTRAIN_CREDENTIALS: HTTP 403. ")
                .contains("Check relay.jobtrain.client-id");
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isFalse();
        assertThat(partnerControl.list()).last().asString().startsWith("jobtrain: held, it refuses the relay");

        jobtrain().faults().clear();
        partnerControl.check();
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isTrue();
        assertThat(count("audit_entry where action = 'check'")).isEqualTo(5);
    }
}
