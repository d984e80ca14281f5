package org.applicantrelay.privacy;

import java.util.UUID;

/**
 * A personal value and the row it belongs to. Sealed by {@link PersonalConverter} with the row's id as associated
 * data; prints as a mask, so that no log of an entity shows it.
 *
 * @param record id of the row
 * @param text the value; null only where the row holds none
 */
public record Personal(UUID record, String text) {

    /** {@code text} of {@code record}, or null where there is no text. */
    public static Personal of(UUID record, String text) {
        return text == null ? null : new Personal(record, text);
    }

    /** The text of {@code personal}, which may be null. */
    public static String text(Personal personal) {
        return personal == null ? null : personal.text();
    }

    @Override
    public String toString() {
        return "***";
    }
}
