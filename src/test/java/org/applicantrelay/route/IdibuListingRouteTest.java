package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;

/** {@code routes/sources/idibu-listing} and {@code idibu-listed-applicant}. */
class IdibuListingRouteTest extends RouteTest {

    @Test
    void arrivesOnceOverThreePages() throws Exception {
        for (int i = 0; i < 250; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }

        poll("idibu-listing");
        assertThat(offsets()).containsExactly("0", "100", "200");
        assertThat(count("application")).isEqualTo(250);
        assertThat(count("applicant_key")).isEqualTo(250);
        assertThat(count("content where kind = 'LISTING'")).isEqualTo(250);

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(250);
        assertThat(count("timeline_entry where state = 'RECEIVED'")).isEqualTo(250);
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void asksNothingMoreAboutWhomItHasTakenIn(CapturedOutput output) throws Exception {
        arrive(someone().jobReference("NOT-IN-JOBTRAIN").date(day().plusHours(14)));
        walkAgainFromTheMorning();

        without("application", () -> poll("idibu-listing"));
        assertThat(cursor()).isEqualTo(day().plusHours(14));
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void beginsTheNextPollAtTheCursorLessTheOverlap() throws Exception {
        poll("idibu-listing");
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(parameters("after_date")).containsExactly(text(day().plusHours(4)));

        arrive(someone().date(day().plusHours(14)));
        assertThat(cursor()).isEqualTo(day().plusHours(14));
        assertThat(leaseIsFree("idibu-listing")).isTrue();

        poll("idibu-listing");
        assertThat(parameters("after_date")).last().isEqualTo(text(day().plusHours(12)));
        assertThat(cursor()).isEqualTo(day().plusHours(14));
    }

    @Test
    void walksAgainWhenTheTotalMovesBetweenPages() throws Exception {
        for (int i = 0; i < 150; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }
        // The first page is held up, so that the second, in the same walk, has another total.
        idibu().faults().add(FaultKind.SLOW, RequestKind.LISTING, 1, 300);
        Thread late = new Thread(() -> {
            await().until(() -> idibu().requests().count(RequestKind.LISTING) == 1);
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        });
        late.start();

        poll("idibu-listing");
        late.join();

        assertThat(offsets()).containsExactly("0", "100", "0", "100");
        assertThat(count("application")).isEqualTo(151);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_5XX,IDIBU_UNAVAILABLE",
        "RESET,IDIBU_UNAVAILABLE",
        "FAILED,IDIBU_REFUSED",
        "BUSY_429,IDIBU_UNAVAILABLE"
    })
    void leavesCursorAndLeaseFreeWhenIdibuFails(FaultKind fault, String code, CapturedOutput output) throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        idibu().faults().add(fault, RequestKind.LISTING, 1);

        poll("idibu-listing");
        assertThat(count("application")).isZero();
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains(code));

        openPartners();
        poll("idibu-listing");
        assertThat(row(applicant).getChannel()).isEqualTo("LISTING");
    }

    @Test
    void keepsWhatItHasWhenALaterPageFails() throws Exception {
        for (int i = 0; i < 120; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }
        idibu().faults()
                .add(FaultKind.SLOW, RequestKind.LISTING, 1, 0)
                .add(FaultKind.ERROR_5XX, RequestKind.LISTING, 1);

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(100);
        assertThat(cursor()).isEqualTo(day().plusHours(6));

        poll("idibu-listing");
        assertThat(offsets()).as("goes on where it was broken off").containsExactly("0", "100", "100");
        assertThat(count("application")).isEqualTo(120);
        assertThat(cursor()).isAfter(day().plusHours(6));
    }

    @Test
    void setsAnUnreadableApplicantAsideAndGoesOn(CapturedOutput output) throws Exception {
        SimulatedApplicant before = idibu().add(someone().jobId(1L).build());
        SimulatedApplicant unreadable =
                idibu().add(someone().jobId(2L).quirk(Quirk.UNREADABLE_ELEMENT).build());
        SimulatedApplicant after = idibu().add(someone().jobId(3L).build());

        poll("idibu-listing");
        assertThat(row(before)).isNotNull();
        assertThat(row(after)).isNotNull();
        assertThat(deadLetterLines()).containsExactly("idibu-listing IDIBU_UNREADABLE 1");
        assertThat(deadLetters.all().get(0).getInput())
                .startsWith("<applicant>")
                .contains("<id>" + unreadable.id() + "</id>", PRIVATE);
        assertThat(cursor()).isAfter(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("is kept as dead letter"));

        poll("idibu-listing");
        assertThat(deadLetterLines()).containsExactly("idibu-listing IDIBU_UNREADABLE 2");
        assertThat(count("application")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_AMPERSAND", "RAW_ENTITIES", "ENTITIES_TWICE", "CONTROL_CHARACTERS"})
    void takesInARepairedElementAndSaysWhatWasRepaired(Quirk quirk) throws Exception {
        SimulatedApplicant applicant = arrive(someone()
                .name("Zo\u00eb " + PRIVATE)
                .file("cv.txt", SampleCv.text("Ada Sample", 900))
                .quirk(quirk));

        assertThat(row(applicant).getName()).isEqualTo("Zo\u00eb " + PRIVATE);
        assertThat(timelineOf(applicant)).first().asString().startsWith("RECEIVED (from idibu's listing, repaired: ");
        assertThat(deadLetterLines()).isEmpty();
    }

    @Test
    void passesOverWhomIdibuHasDeleted(CapturedOutput output) throws Exception {
        idibu().add(someone().quirk(Quirk.DELETED).build());
        SimulatedApplicant after = idibu().add(someone().build());

        poll("idibu-listing");
        assertThat(row(after)).isNotNull();
        assertThat(count("application")).isEqualTo(1);
        assertThat(deadLetterLines()).isEmpty();
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void keepsAnElementWithATextThatIsTooLong() throws Exception {
        idibu().add(someone().name("x".repeat(5_000_001)).build());
        SimulatedApplicant after = idibu().add(someone().build());

        poll("idibu-listing");
        assertThat(row(after)).isNotNull();
        assertThat(deadLetterLines()).containsExactly("idibu-listing TEXT_TOO_LONG 1");
        assertThat(deadLetters.all().get(0).getInput()).hasSizeGreaterThan(5_000_000);
    }

    @Test
    void readsAPageInPartsThatWasUnreadableOnce(CapturedOutput output) throws Exception {
        for (int i = 0; i < 25; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }
        idibu().faults().add(FaultKind.BAD_XML, RequestKind.LISTING, 1);

        poll("idibu-listing");
        assertThat(offsets()).containsExactly("0", "0", "10", "20");
        assertThat(parameters("count")).containsExactly("100", "10", "10", "10");
        assertThat(count("application")).isEqualTo(25);
        assertThat(cursor()).isAfter(day().plusHours(6));
        assertThat(deadLetterLines()).containsExactly("idibu-listing LISTING_UNREADABLE 1");
        assertThat(deadLetters.all().get(0).getInput()).contains("<applicants>");
        assertThat(deadLetters.all().get(0).getResolvedAt()).isNotNull();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("LISTING_UNREADABLE"));
    }

    @Test
    void holdsNobodyUpForARecordThatIdibuCannotWrite() throws Exception {
        List<SimulatedApplicant> all = IntStream.range(0, 130)
                .mapToObj(i ->
                        idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build()))
                .toList();
        SimulatedApplicant bad = all.get(117);
        idibu().faults()
                .add(FaultSwitch.of(FaultKind.BAD_PAGE).on(RequestKind.LISTING).about(bad.id()));

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(129);
        assertThat(cursor()).as("held for the one").isEqualTo(day().plusHours(6));
        assertThat(deadLetters.all()).hasSize(3).allMatch(letter -> letter.getResolvedAt() == null);

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(129);
        assertThat(deadLetterLines()).hasSize(3).allMatch(line -> line.equals("idibu-listing LISTING_UNREADABLE 2"));

        idibu().faults().clear();
        poll("idibu-listing");
        assertThat(row(bad).getChannel()).isEqualTo("LISTING");
        assertThat(cursor()).isAfter(day().plusHours(6));
        assertThat(deadLetters.all()).hasSize(3).allMatch(letter -> letter.getResolvedAt() != null);
    }

    @Test
    void movesOnWhenARecordStaysUnreadableForTheMaximumAge() throws Exception {
        SimulatedApplicant bad = idibu().add(someone().build());
        idibu().add(someone().build());
        idibu().faults()
                .add(FaultSwitch.of(FaultKind.BAD_PAGE).on(RequestKind.LISTING).about(bad.id()));
        poll("idibu-listing");
        assertThat(cursor()).isEqualTo(day().plusHours(6));

        database.update("update dead_letter set first_at = first_at - interval '49' hour");
        poll("idibu-listing");
        assertThat(cursor()).isAfter(day().plusHours(6));

        idibu().faults().clear();
        database.update(
                "update poller set listing_cursor = ? where name = 'idibu-listing'",
                day().plusDays(1).toString());
        poll("idibu-listing");
        assertThat(deadLetters.all())
                .as("of a record that no later walk has read")
                .isNotEmpty()
                .allMatch(letter -> letter.getResolvedAt() == null);
    }

    @Test
    void breaksOffWhereIdibuSendsNoListingAtAll(CapturedOutput output) throws Exception {
        idibu().add(someone().build());
        idibu().faults().add(FaultSwitch.of(FaultKind.HTML_PAGE).on(RequestKind.LISTING));

        poll("idibu-listing");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isEqualTo(5);
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(deadLetterLines()).containsExactly("idibu-listing LISTING_UNREADABLE 4");

        idibu().faults().clear();
        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(1);
        assertThat(deadLetters.all()).allMatch(letter -> letter.getResolvedAt() != null);
    }

    @Test
    void setsAnApplicantAsideWhomIntakeRefusesAndGoesOn(CapturedOutput output) throws Exception {
        SimulatedApplicant before = idibu().add(someone().jobId(1L).build());
        // The listing writes any number; intake takes a track id of 1 and more.
        idibu().add(someone().jobId(2L).id(-System.nanoTime()).build());
        SimulatedApplicant after = idibu().add(someone().jobId(3L).build());

        poll("idibu-listing");
        assertThat(row(before)).isNotNull();
        assertThat(row(after)).isNotNull();
        assertThat(deadLetterLines()).containsExactly("idibu-listing NO_TRACK_ID 1");
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(cursor()).isAfter(day().plusHours(6));
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("is kept as dead letter"));

        walkAgainFromTheMorning();
        poll("idibu-listing");
        assertThat(deadLetterLines()).containsExactly("idibu-listing NO_TRACK_ID 2");
    }

    @Test
    void endsTheWalkWhenTheDatabaseFailsAndBeginsAgainAtOnce(CapturedOutput output) throws Exception {
        for (int i = 0; i < 3; i++) {
            idibu().add(someone().jobReference("NOT-IN-JOBTRAIN").build());
        }

        without("timeline_entry", () -> poll("idibu-listing"));
        assertThat(count("application")).isZero();
        assertThat(count("dead_letter")).isZero();
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("DATABASE"));

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(3);
    }

    @Test
    void endsTheWalkWhenADeadLetterCannotBeKept(CapturedOutput output) throws Exception {
        idibu().add(someone().quirk(Quirk.UNREADABLE_ELEMENT).build());
        idibu().add(someone().build());

        without("dead_letter", () -> poll("idibu-listing"));
        assertThat(count("application")).isZero();
        assertThat(cursor()).isEqualTo(day().plusHours(6));
        assertThat(leaseIsFree("idibu-listing")).isTrue();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("DATABASE"));

        poll("idibu-listing");
        assertThat(count("application")).isEqualTo(1);
        assertThat(count("dead_letter")).isEqualTo(1);
    }

    @Test
    void beginsAgainAtOnceThoughTheLeaseCouldNotBeGivenBack(CapturedOutput output) throws Exception {
        idibu().add(someone().build());
        // The walk breaks off while the table of leases cannot be written.
        idibu().faults().add(FaultKind.SLOW, RequestKind.LISTING, 1, 300);
        Thread breaker = new Thread(() -> {
            await().until(() -> idibu().requests().count(RequestKind.LISTING) == 1);
            database.execute("alter table poller rename to gone");
        });
        breaker.start();
        try {
            poll("idibu-listing");
        } finally {
            breaker.join();
            database.execute("alter table gone rename to poller");
        }
        assertThat(leaseIsFree("idibu-listing")).isFalse();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("DATABASE"));

        poll("idibu-listing");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isEqualTo(2);
        assertThat(leaseIsFree("idibu-listing")).isTrue();
    }

    @Test
    void leavesTheListingToTheReplicaThatHasTheLease() throws Exception {
        database.update(
                "update poller set lease_owner = 'another', lease_until = current_timestamp + interval '1' minute"
                        + " where name = 'idibu-listing'");
        poll("idibu-listing");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isZero();

        database.update("update poller set lease_until = current_timestamp - interval '1' second"
                + " where name = 'idibu-listing'");
        poll("idibu-listing");
        assertThat(idibu().requests().count(RequestKind.LISTING)).isEqualTo(1);
    }

    private void walkAgainFromTheMorning() {
        database.update(
                "update poller set listing_cursor = ? where name = 'idibu-listing'",
                day().plusHours(6).toString());
    }

    private List<String> offsets() {
        return parameters("offset");
    }

    private static String text(LocalDateTime time) {
        return time.toString().replace('T', ' ') + ":00";
    }
}
