package org.applicantrelay.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The ways in which idibu may show an applicant that a plain reader stumbles over. The values of a
 * {@link NewApplicant} are always those that a perfect receiver ends up with: a quirk of writing changes only the
 * answers on the wire ({@link QuirkyText}, {@link ApplicantXml}), a quirk of the data is in the values themselves
 * ({@link QuirkyData}), because nobody could know better. Where two contradict each other, the later one here wins.
 */
public enum Quirk {
    RAW_AMPERSAND(3, "the file links have a bare & in place of &amp;"),
    LINK_ESCAPED_TWICE(2, "the file links have &amp;amp; in place of &amp;"),
    RAW_ENTITIES(2, "name, subject, text and portal name have &auml; and the like, which no XML parser knows"),
    ENTITIES_TWICE(2, "the same and the file name, as HTML that was escaped again: &amp;auml;, &amp;amp;, &amp;lt;"),
    ENTITIES_MIXED(2, "only the text, and in it only letters beyond ASCII: caf&amp;eacute; beside R&amp;D"),
    CONTROL_CHARACTERS(0, "control characters between the letters of name and text; line breaks are vertical tabs"),
    LEADING_NEWLINE(0, "the detail begins with empty lines, before <?xml"),
    LEADING_BOM(0, "the detail begins with a byte order mark"),
    NESTED_MESSAGE(4, "old detail: a message within the message, beside it portal, status and files"),
    NESTED_LETTER(4, "the same, with the subject in the outer message and the text in the inner one"),
    NESTED_PLAIN_MESSAGE(4, "the same, with the subject in the outer message; the inner one is plain text, no HTML"),
    MESSAGE_IN_CDATA(3, "text and HTML of the detail in CDATA, with a bare & in it and in the link"),
    ZERO_DATE(7, "the detail's date is 0000-00-00 00:00:00, the list has the real one"),
    NAME_IS_EMAIL(12, "the name is the e-mail address"),
    NO_NAME(12, "the name is No_name"),
    SINGLE_WORD_NAME(12, "the name is one word"),
    OLD_LINK(15, "the link is an old one: it answers 302 with an address that answers 302 again"),
    SEVERAL_FILES(15, "the CV first, then two files more"),
    EMPTY_FILE(15, "the first file has no bytes, the next one is good"),
    FILE_TYPE_REFUSED(15, "the first file that has bytes is an executable, whatever its name says"),
    NUMBERED_FILE_NAME(15, "files are named by a number, such as 121784969.doc"),
    FILE_GONE(15, "the links answer 404"),
    MISSING_ELEMENTS(7, "neither list nor detail has name, portal name, rank, parsed address or message"),
    NO_FILES(7, "neither list nor detail has the element files"),
    HUGE_TEXT(0, "the text of the detail goes on for 20 MB"),
    HUGE_LIST_ELEMENT(0, "the name in the list goes on for 4 MB, the detail has the real one"),
    UNREADABLE_ELEMENT(0, "in the list <name> ends with </nam>: nobody can repair that; the detail is whole"),
    DELETED(17, "what stays of somebody who was deleted: deleted@idibu.com, nothing personal");

    /** Those that keep nobody else waiting and nothing from being delivered: good for a first look. */
    public static final Set<Quirk> HARMLESS = Collections.unmodifiableSet(EnumSet.complementOf(
            EnumSet.of(FILE_TYPE_REFUSED, FILE_GONE, HUGE_TEXT, HUGE_LIST_ELEMENT, UNREADABLE_ELEMENT, DELETED)));

    private final int number;
    private final String effect;

    Quirk(int number, String effect) {
        this.number = number;
        this.effect = effect;
    }

    /** The row of idibu.md; 0 for what is seen in the wild but not listed there. */
    public int number() {
        return number;
    }

    public String effect() {
        return effect;
    }

    /** Reads a name as a person writes it. */
    static Quirk of(String name) {
        for (Quirk quirk : values()) {
            if (quirk.name().equalsIgnoreCase(name)) {
                return quirk;
            }
        }
        throw new IllegalArgumentException("Quirk \"" + name + "\" is not known, one of " + EnumSet.allOf(Quirk.class));
    }
}
