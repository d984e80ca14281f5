package org.applicantrelay.text;

/** Texts that somebody else has written, and that a column has an end for. */
public final class Texts {

    private Texts() {}

    /** The first {@code longest} characters, but no half of a letter; null for null. */
    public static String cut(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        // XML and PostgreSQL take no half of one.
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
