package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom an input names: all addresses in it, and all numbers where idibu writes track ids (quirks 19 and 20, "Webhooks (V2)",
 * "Listing Applicants"). By its text alone, for much of what is kept cannot be read as what it should be.
 *
 * @param emails in lower case
 */
record Mentions(Set<String> trackIds, Set<String> emails) {

    private static final Pattern TRACK_ID =
            Pattern.compile("(?:<id>|\\bid=\"|aptrack_id=|x-itrackid:)\\s*(?:<!\\[CDATA\\[)?\\s*([1-9]\\d{0,18})\\b");

    /** Possessive, and with an end: a text without an address must not be walked through again and again. */
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}+@[\\p{L}\\p{N}.-]{1,255}+");

    private static final Pattern ESCAPED_AT = Pattern.compile("%40|&#64;|&#x40;|&commat;|=40");
    private static final Pattern ESCAPED_PLUS = Pattern.compile("%2b|&#43;|&#x2b;|&plus;");

    private static final int WINDOW = 1 << 18;

    /** Longer than any address with what stands before it. */
    private static final int OVERLAP = 512;

    /** In a text. */
    static Mentions in(String text) {
        Mentions found = new Mentions(new LinkedHashSet<>(), new LinkedHashSet<>());
        found.look(text);
        return found;
    }

    /** In bytes of any kind, which are never whole in memory. */
    static Mentions in(InputStream bytes) throws IOException {
        Mentions found = new Mentions(new LinkedHashSet<>(), new LinkedHashSet<>());
        String before = "";
        for (byte[] window = bytes.readNBytes(WINDOW); window.length > 0; window = bytes.readNBytes(WINDOW)) {
            String text = before + new String(window, StandardCharsets.UTF_8);
            found.look(text);
            before = text.substring(Math.max(0, text.length() - OVERLAP));
        }
        return found;
    }

    private void look(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        String text =
                ESCAPED_PLUS.matcher(ESCAPED_AT.matcher(lower).replaceAll("@")).replaceAll("+");
        Matcher trackId = TRACK_ID.matcher(text.replace("<![cdata[", "<![CDATA["));
        while (trackId.find()) {
            trackIds.add(trackId.group(1));
        }
        addEmails(text);
    }

    private void addEmails(String text) {
        Matcher email = EMAIL.matcher(text);
        while (email.find()) {
            String address = email.group().replaceFirst("[.-]+$", "");
            emails.add(address);
            // What a form, a link or a quotation puts before an address is no part of it, most times.
            for (int at = 0; at < address.indexOf('@'); at++) {
                if ("=&'/`{|?".indexOf(address.charAt(at)) >= 0) {
                    emails.add(address.substring(at + 1));
                }
            }
        }
    }

    /** Personal data throughout. */
    @Override
    public String toString() {
        return "***";
    }
}
