package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "BAD_XML,IDIBU_UNREADABLE",
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
        assertThat(count("application")).isEqualTo(120);
        assertThat(cursor()).isAfter(day().plusHours(6));
    }

    @Test
    void setsAnUnreadableApplicantAsideAndGoesOn(CapturedOutput output) throws Exception {
        SimulatedApplicant before = idibu().add(someone().jobId(1L).build());
        // A control character is no XML, escaped or not.
        SimulatedApplicant unreadable =
                idibu().add(someone().jobId(2L).name("\u0001 " + PRIVATE).build());
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
        idibu().add(someone().name("\u0001").build());
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

    private List<String> offsets() {
        return parameters("offset");
    }

    private List<String> parameters(String name) {
        return idibu().requests().of(RequestKind.LISTING).stream()
                .map(LoggedRequest::query)
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(LocalDateTime time) {
        return time.toString().replace('T', ' ') + ":00";
    }
}
