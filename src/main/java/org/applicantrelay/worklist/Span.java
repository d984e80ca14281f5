package org.applicantrelay.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.time.LondonTime;

/**
 * A time range as an operator writes it: {@code 2026-11-24}, {@code 2026-11-24 08:00}, both in Europe/London, or
 * {@code 2026-11-24T08:00:00Z}.
 *
 * @param since the first moment that is meant
 * @param until the first moment that is not meant any more
 */
record Span(Instant since, Instant until) {

    static final String HINT = "such as 2026-11-24 or 2026-11-24 08:00, in Europe/London; empty for no limit";

    static final Span ALWAYS = new Span(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

    private static final int LENGTH_OF_DATE = 10;

    /**
     * @param since null or empty for no limit
     * @param until the same; a date alone means that whole day
     * @throws IllegalArgumentException for anything that is no time, and for a range that ends before it begins
     */
    static Span of(String since, String until) {
        Span span = new Span(
                isEmpty(since) ? ALWAYS.since : at(since.strip(), 0),
                isEmpty(until) ? ALWAYS.until : at(until.strip(), 1));
        if (!span.since.isBefore(span.until)) {
            throw new IllegalArgumentException("The time range ends before it begins");
        }
        return span;
    }

    /** Such as {@code from 2026-11-24 00:00:00}; not for {@link #ALWAYS}. */
    String inWords() {
        return Stream.of(
                        since.equals(ALWAYS.since) ? null : "from " + LondonTime.format(since),
                        until.equals(ALWAYS.until) ? null : "until " + LondonTime.format(until))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static Instant at(String text, int daysLater) {
        try {
            if (text.length() == LENGTH_OF_DATE) {
                return LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(LondonTime.ZONE)
                        .toInstant();
            }
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replaceFirst(" +", "T"), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : ((LocalDateTime) time).atZone(LondonTime.ZONE).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("That is no time; write one " + HINT);
        }
    }

    static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}
