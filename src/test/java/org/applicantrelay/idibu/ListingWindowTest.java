package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.applicantrelay.time.LondonTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In 2026 London's clocks go forward on 29 March and back on 25 October, both at 01:00 UTC. */
class ListingWindowTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final LocalDateTime CURSOR = LocalDateTime.of(2026, 11, 21, 11, 0);
    private static final LocalDateTime AFTER = CURSOR.minusHours(2);

    @Test
    void beginsBeforeTheCursorByTheOverlap() {
        assertThat(ListingWindow.after(CURSOR, Duration.ofHours(2))).isEqualTo(CURSOR.minusHours(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-29T02:05",
                "2026-03-28T23:00",
                "2026-10-25T00:30",
                "2026-10-25T01:59",
                "2026-10-25T03:00"
            })
    void beginsAnotherHourBeforeAroundAClockChange(String cursor) {
        LocalDateTime time = LocalDateTime.parse(cursor);

        assertThat(ListingWindow.after(time, TEN_MINUTES)).isEqualTo(time.minusMinutes(70));
    }

    @Test
    void movesToTheNewestDateSeen() {
        assertThat(ListingWindow.next(CURSOR, AFTER, CURSOR.plusMinutes(5), NOW))
                .isEqualTo(CURSOR.plusMinutes(5));
        assertThat(ListingWindow.next(null, AFTER, CURSOR, NOW)).isEqualTo(CURSOR);
    }

    @Test
    void staysWhereNothingNewerWasSeen() {
        assertThat(ListingWindow.next(CURSOR, AFTER, null, NOW)).isEqualTo(CURSOR);
        assertThat(ListingWindow.next(null, AFTER, null, NOW)).isEqualTo(AFTER);
    }

    @Test
    void neverMovesBack() {
        assertThat(ListingWindow.next(CURSOR, AFTER, CURSOR.minusMinutes(30), NOW))
                .isEqualTo(CURSOR);
        // One date of the future in autumn's second run of the hour, after a cursor of the first.
        LocalDateTime cursor = LocalDateTime.of(2026, 10, 25, 1, 59);
        assertThat(ListingWindow.next(
                        cursor, AFTER, LocalDateTime.of(2027, 1, 1, 0, 0), Instant.parse("2026-10-25T01:05:00Z")))
                .isEqualTo(cursor);
    }

    @Test
    void aDateOfTheFutureMovesItNoFurtherThanNowSoThatNobodyIsPassedOver() {
        assertThat(ListingWindow.next(CURSOR, AFTER, LocalDateTime.of(2027, 1, 1, 0, 0), NOW))
                .isEqualTo(LocalDateTime.of(2026, 11, 21, 12, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-24T22:00:00Z", "2026-03-28T22:00:00Z", "2026-11-20T22:00:00Z"})
    void whoeverArrivesInANightIsListedWithAnOverlapOfTenMinutes(String evening) {
        Instant start = Instant.parse(evening);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            // Many, few, or hardly any applicants; polls at every distance, some far apart as after an outage.
            List<Instant> arrivals = times(start, 1 + random.nextInt(60), random);
            List<Instant> polls = times(start, 3 + random.nextInt(60), random);

            assertThat(missed(start, arrivals, polls)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void everyMinuteOfAutumnsSecondHourIsListedByAPollEveryFiveMinutes() {
        Instant start = Instant.parse("2026-10-24T23:00:00Z");
        List<Instant> arrivals =
                Stream.iterate(start, at -> at.plusSeconds(60)).limit(300).toList();
        List<Instant> polls =
                Stream.iterate(start, at -> at.plusSeconds(300)).limit(70).toList();

        assertThat(missed(start, arrivals, polls)).isEmpty();
    }

    private static List<Instant> times(Instant start, int count, Random random) {
        TreeSet<Instant> times = new TreeSet<>();
        random.ints(count, 0, 9 * 3600).forEach(second -> times.add(start.plusSeconds(second)));
        return List.copyOf(times);
    }

    /** Who no poll has listed, the last of which is made an hour after all have arrived. */
    private static List<Instant> missed(Instant start, List<Instant> arrivals, List<Instant> polls) {
        TreeSet<Instant> missing = new TreeSet<>(arrivals);
        LocalDateTime cursor = null;
        LocalDateTime first = LondonTime.at(start).minus(TEN_MINUTES);
        Instant last = start.plus(Duration.ofHours(10));
        for (Instant poll : Stream.concat(polls.stream(), Stream.of(last)).toList()) {
            LocalDateTime after = cursor == null ? first : ListingWindow.after(cursor, TEN_MINUTES);
            List<Instant> listed = arrivals.stream()
                    .filter(arrival -> !arrival.isAfter(poll))
                    .filter(arrival -> !LondonTime.at(arrival).isBefore(after))
                    .toList();
            listed.forEach(missing::remove);
            LocalDateTime newest = listed.stream()
                    .map(LondonTime::at)
                    .max(LocalDateTime::compareTo)
                    .orElse(null);
            cursor = ListingWindow.next(cursor, after, newest, poll);
        }
        return List.copyOf(missing);
    }
}
