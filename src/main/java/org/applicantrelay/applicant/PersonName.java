package org.applicantrelay.applicant;

import java.util.Arrays;

/**
 * A name split for systems that want two. A single word is the last name; an e-mail address, {@code No_name} or
 * nothing is unknown (idibu, quirk 12).
 *
 * @param whole null where unknown
 * @param first null where unknown
 * @param last null where unknown
 */
public record PersonName(String whole, String first, String last) {

    private static final PersonName UNKNOWN = new PersonName(null, null, null);

    /** {@code text} as idibu gives it, or null. */
    public static PersonName of(String text) {
        String whole = text == null ? "" : text.replaceAll("[\\s\\u00a0]+", " ").strip();
        if (whole.isEmpty() || whole.contains("@") || whole.equalsIgnoreCase("No_name")) {
            return UNKNOWN;
        }
        String[] words = whole.split(" ");
        int last = words.length - 1;
        return new PersonName(whole, last == 0 ? null : String.join(" ", Arrays.copyOf(words, last)), words[last]);
    }

    @Override
    public String toString() {
        return "***";
    }
}
