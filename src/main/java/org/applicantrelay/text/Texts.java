package org.applicantrelay.text;

/** Texts that somebody else has written, and that a column has an end for. */
public final class Texts {

    private Texts() {}

    /** The first {@code longest} characters; null for null. */
    public static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
