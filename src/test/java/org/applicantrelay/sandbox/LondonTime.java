package org.applicantrelay.sandbox;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Dates as idibu writes and compares them: wall-clock text, taken as Europe/London (quirk 10 of idibu.md). */
final class LondonTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private LondonTime() {}

    static String now() {
        return text(LocalDateTime.now(ZoneId.of("Europe/London")));
    }

    static String text(LocalDateTime date) {
        return date.format(FORMAT);
    }

    /** A filter's text in full; a day alone is its first second, as a database would take it. */
    static String fullText(String filter) {
        String full = filter.length() == 10 ? filter + " 00:00:00" : filter;
        requireDateTime(full);
        return full;
    }

    static void requireDateTime(String text) {
        try {
            LocalDateTime.parse(text, FORMAT);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid date: " + text);
        }
    }
}
