package org.applicantrelay.idibu;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import org.applicantrelay.time.LondonTime;

/** From when to when idibu's listing is asked, in idibu's own wall clock, so that its zone need not be known. */
final class ListingWindow {

    private static final ZoneRules RULES = LondonTime.ZONE.getRules();
    private static final Duration CLOCK_CHANGE = Duration.ofHours(1);

    private ListingWindow() {}

    /**
     * The parameter after_date: {@code cursor} less {@code overlap}. On the day of a clock change one hour more: in
     * autumn an hour comes twice, and what arrives in its second run is dated before what arrived in its first.
     */
    static LocalDateTime after(LocalDateTime cursor, Duration overlap) {
        LocalDateTime plain = cursor.minus(overlap);
        boolean clockChanged = !RULES.getOffset(cursor.minusDays(1)).equals(RULES.getOffset(cursor.plusDays(1)));
        return clockChanged ? plain.minus(CLOCK_CHANGE) : plain;
    }

    /**
     * The next cursor: the newest date seen, never back, and never ahead of now: one wrong date in the future would
     * hide every applicant until then. Too early a cursor only asks again for what is known.
     *
     * @param cursor null before the first walk
     * @param newest null where nothing was seen
     */
    static LocalDateTime next(LocalDateTime cursor, LocalDateTime after, LocalDateTime newest, Instant now) {
        LocalDateTime from = cursor == null ? after : cursor;
        if (newest == null) {
            return from;
        }
        LocalDateTime latest = LondonTime.at(now);
        LocalDateTime reached = newest.isBefore(latest) ? newest : latest;
        return reached.isAfter(from) ? reached : from;
    }
}
