package org.applicantrelay.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/** idibu's dates: wall clock without a zone, taken as Europe/London (idibu, quirk 10). */
public final class LondonTime {

    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private LondonTime() {}

    /**
     * The date and time in {@code text}, such as {@code 2026-11-21 08:00:00}; midnight for a date alone.
     *
     * @throws DateTimeParseException for anything else
     */
    public static LocalDateTime read(String text) {
        String stripped = text.strip();
        return stripped.length() == 10
                ? LocalDate.parse(stripped).atStartOfDay()
                : LocalDateTime.parse(stripped, FORMAT);
    }

    /** The same, or null for null, nothing, {@code 0000-00-00 00:00:00} and whatever is no date (quirk 7). */
    public static LocalDateTime readOrNull(String text) {
        try {
            return text == null || text.isBlank() ? null : read(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public static String format(LocalDateTime time) {
        return FORMAT.format(time);
    }

    public static String format(Instant instant) {
        return format(LocalDateTime.ofInstant(instant, ZONE));
    }

    public static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE);
    }
}
