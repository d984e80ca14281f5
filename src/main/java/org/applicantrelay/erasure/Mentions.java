package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
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
public record Mentions(Set<String> trackIds, Set<String> emails) {

    private static final Pattern TRACK_ID =
            Pattern.compile("(?:<id>|\\bid=\"|aptrack_id=|x-itrackid:)\\s*(?:<!\\[CDATA\\[)?\\s*([1-9]\\d{0,18})\\b");

    private static final String LOCAL = ".!#$%&'*+/=?^_`{|}~-";
    private static final String BEFORE = "=&'/`{|?";
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 255;

    private static final Pattern ESCAPED_AT = Pattern.compile("%40|&#64;|&#x40;|&commat;|=40");
    private static final Pattern ESCAPED_PLUS = Pattern.compile("%2b|&#43;|&#x2b;|&plus;");

    private static final int WINDOW = 1 << 18;

    /** Longer than any address with what stands before it. */
    private static final int OVERLAP = 512;

    /** In a text. */
    public static Mentions in(String text) {
        Mentions found = new Mentions(new LinkedHashSet<>(), new LinkedHashSet<>());
        found.look(text);
        return found;
    }

    /** In bytes of any kind, which are never whole in memory. */
    public static Mentions in(InputStream bytes) throws IOException {
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
        lookAt(input);
        if (input.contains("%40")) {
            lookAt(decoded(input));
        }
    }

    /** A form as it was meant; as it is, where it is none. */
    private static String decoded(String form) {
        try {
            return URLDecoder.decode(form, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return form;
        }
    }

    private void lookAt(String input) {
        String lower = input.toLowerCase(Locale.ROOT);
        String text =
                ESCAPED_PLUS.matcher(ESCAPED_AT.matcher(lower).replaceAll("@")).replaceAll("+");
        Matcher trackId = TRACK_ID.matcher(text.replace("<![cdata[", "<![CDATA["));
        while (trackId.find()) {
            trackIds.add(trackId.group(1));
        }
        addEmails(text);
    }

    /** By hand: an expression would walk through a long text without an address again and again. */
    private void addEmails(String text) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int begin = at;
            while (begin > 0 && at - begin < LONGEST_LOCAL && isOfLocal(text.charAt(begin - 1))) {
                begin--;
            }
            int end = at + 1;
            while (end < text.length() && end - at < LONGEST_DOMAIN && isOfDomain(text.charAt(end))) {
                end++;
            }
            while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            if (begin < at && end > at + 1) {
                addEmail(text.substring(begin, end));
            }
        }
    }

    private static boolean isOfLocal(char letter) {
        return Character.isLetterOrDigit(letter) || LOCAL.indexOf(letter) >= 0;
    }

    private static boolean isOfDomain(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '.' || letter == '-';
    }

    private void addEmail(String address) {
        emails.add(address);
        // What a form, a link or a quotation puts before an address is no part of it, most times.
        for (int at = 0; address.charAt(at) != '@'; at++) {
            if (BEFORE.indexOf(address.charAt(at)) >= 0 && address.charAt(at + 1) != '@') {
                emails.add(address.substring(at + 1));
            }
        }
    }

    /** Personal data throughout. */
    @Override
    public String toString() {
        return "***";
    }
}
