package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.LondonTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step {@code intend} of {@code routes/delivery/application-delivery}, for people who apply for a job twice. */
class ReapplicationRouteTest extends RouteTest {

    /** Jobtrain itself refuses nobody: what is not sent twice, the relay has not sent. */
    @BeforeEach
    void letJobtrainTakeAll() {
        jobtrain().acceptsDuplicates(true);
    }

    @Test
    void skipsWhoHasAppliedBeforeAndTellsIdibuTheIdsOfThatOne() throws Exception {
        SimulatedApplicant first = arrive(someone());
        Application before = awaitDelivered(first);
        SimulatedApplicant second = arrive(someone().email(first.email().toUpperCase(Locale.ROOT)));

        Application row = awaitDuplicate(second);
        assertThat(creates()).isEqualTo(1);
        assertThat(row.getIntentAt()).isNull();
        assertThat(row.getDueAt()).isNull();
        assertThat(timelineOf(second))
                .containsExactly(
                        "RECEIVED (from idibu's listing)",
                        "DELIVERING (attempt 1)",
                        "DUPLICATE (applied as applicant " + first.id() + " on "
                                + LondonTime.at(clock.now()).toLocalDate() + ", Jobtrain application "
                                + before.getApplicationId() + ", within 120d: not sent again)");
        awaitWork(() -> idibu().latestOutcomes().containsKey(second.id()));
        Outcome outcome = idibu().latestOutcomes().get(second.id());
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.remoteId()).isEqualTo(before.getCandidateId() + "/" + before.getApplicationId());
    }

    @ParameterizedTest
    @ValueSource(ints = {119, 120})
    void countsTheWindowFromTheDeliveryBefore(int daysAgo) throws Exception {
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arrive(person);
        awaitDelivered(first);
        database.update("update application set finished_at = finished_at - interval '" + daysAgo + "' day");
        SimulatedApplicant second = arrive(person);

        if (daysAgo < 120) {
            awaitDuplicate(second);
            assertThat(creates()).isEqualTo(1);
        } else {
            awaitDelivered(second);
            assertThat(creates()).isEqualTo(2);
            assertThat(timelineOf(second).get(2))
                    .startsWith("DELIVERING (a re-application: applied as applicant " + first.id() + " on ")
                    .endsWith(", longer ago than 120d: sent as well)");
        }
    }

    @Test
    void oneThatWasSkippedDoesNotBeginTheWindowAnew() throws Exception {
        NewApplicant.Builder person = someone();
        awaitDelivered(arrive(person));
        awaitDuplicate(arrive(person));
        database.update(
                "update application set finished_at = finished_at - interval '120' day" + " where state = 'DELIVERED'");

        awaitDelivered(arrive(person));
        assertThat(creates()).isEqualTo(2);
    }

    @Test
    void sendsTheSamePersonForAnotherJobAndAnotherForTheSame() throws Exception {
        NewApplicant.Builder person = someone();
        awaitDelivered(arrive(person));
        awaitDelivered(arrive(person.jobReference("J712")));
        awaitDelivered(arrive(someone()));
        assertThat(creates()).isEqualTo(3);
    }

    @Test
    void knowsThePersonByTheAddressThatIsSent() throws Exception {
        String email = "ada." + PRIVATE + ".in.detail.only@example.org";
        awaitDelivered(arrive(someone().email(null).parsedEmail(null).rawDetail(detail(email))));
        // The listing knows another address than the detailed view, which wins.
        awaitDuplicate(arrive(someone().rawDetail(detail(email))));
        awaitDuplicate(arrive(someone().email(email)));
        assertThat(creates()).isEqualTo(1);
    }

    private static String detail(String email) {
        return """
                <idibu><response><id>1</id><name>Ada %s</name><email>%s</email><job><reference>J71</reference></job>
                </response><status>success</status></idibu>""".formatted(PRIVATE, email);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"ANSWER_LOST", "RESET"})
    void waitsUntilTheOtherIsSettledWhoseCreateIsInDoubt(FaultKind fault) throws Exception {
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arriveInDoubt(person, fault);
        SimulatedApplicant second = arrive(person);
        awaitState(second, ApplicationState.WAITING, "REAPPLICATION_AWAITED");
        assertThat(timelineOf(second)).contains("WAITING REAPPLICATION_AWAITED (of applicant " + first.id() + ")");
        assertThat(row(second).getIntentAt()).isNull();
        assertThat(creates()).isEqualTo(1);

        // Where it never arrived it is too old to be sent again.
        database.update(
                "update application set due_at = current_timestamp, trying_since = trying_since - interval '3' day"
                        + " where track_id = ?",
                Long.toString(first.id()));
        if (fault == FaultKind.ANSWER_LOST) {
            awaitDelivered(first);
            assertThat(awaitDuplicate(second).getApplicationId())
                    .isEqualTo(row(first).getApplicationId());
            assertThat(creates()).isEqualTo(1);
        } else {
            awaitState(first, ApplicationState.DEAD, "JOBTRAIN_UNAVAILABLE");
            awaitDelivered(second);
            assertThat(creates()).isEqualTo(2);
        }
        assertThat(sentFor(second)).isEqualTo(1);
    }

    @Test
    void waitsForAsLongAsTheOtherTakes() throws Exception {
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arriveInDoubt(person, FaultKind.ANSWER_LOST);
        SimulatedApplicant second = arrive(person);
        database.update(
                "update application set trying_since = trying_since - interval '3' day where track_id = ?",
                Long.toString(second.id()));
        awaitWork(() -> row(second).getAttempts() >= 3);
        assertThat(row(second).getState()).isIn(ApplicationState.WAITING, ApplicationState.DELIVERING);

        due(first);
        awaitDelivered(first);
        awaitDuplicate(second);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"ANSWER_LOST", "RESET"})
    void asksJobtrainWhereTheOtherIsHeldUpInDoubt(FaultKind fault) throws Exception {
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arriveInDoubt(person, fault);
        database.update(
                "update application set state = 'DEAD', code = 'UNEXPECTED', due_at = null where track_id = ?",
                Long.toString(first.id()));
        SimulatedApplicant second = arrive(person);

        awaitDelivered(second);
        assertThat(sentFor(second)).isEqualTo(1);
        assertThat(timelineOf(second))
                .contains("WAITING REAPPLICATION_AWAITED (of applicant " + first.id()
                        + ", held up in doubt: Jobtrain is asked)");
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isEqualTo(1);
        if (fault == FaultKind.ANSWER_LOST) {
            assertThat(timelineOf(second)).last().asString().startsWith("DELIVERED (already applied, ");
        } else {
            assertThat(timelineOf(second)).contains("DELIVERING (not in Jobtrain, so it is sent)");
        }

        // Whoever lets the first go on later does not send it: the person is in Jobtrain.
        database.update("update application set state = 'WAITING' where state = 'DEAD'");
        due(first);
        assertThat(awaitDuplicate(first).getApplicationId())
                .isEqualTo(row(second).getApplicationId());
        assertThat(sentFor(second)).isEqualTo(1);
    }

    /** A first create in doubt, which nobody clears before {@link #due}. */
    private SimulatedApplicant arriveInDoubt(NewApplicant.Builder person, FaultKind fault) throws Exception {
        jobtrain().faults().add(fault, RequestKind.CREATE, 1);
        SimulatedApplicant applicant = arrive(person);
        hint();
        await().until(() -> row(applicant).getState() == ApplicationState.WAITING);
        database.update("update application set due_at = current_timestamp + interval '1' hour");
        assertThat(row(applicant).getIntentAt()).isNotNull();
        return applicant;
    }

    private void due(SimulatedApplicant applicant) {
        database.update(
                "update application set due_at = current_timestamp where track_id = ?", Long.toString(applicant.id()));
    }

    private Application awaitDuplicate(SimulatedApplicant applicant) {
        return awaitState(applicant, ApplicationState.DUPLICATE, null);
    }

    private int creates() {
        return jobtrain().requests().count(RequestKind.CREATE);
    }

    private long sentFor(SimulatedApplicant applicant) {
        return jobtrain().applications().stream()
                .filter(each -> each.email().equals(applicant.email()))
                .count();
    }
}
