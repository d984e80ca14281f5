package org.applicantrelay.sandbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What faults do to an answer of idibu that is otherwise whole. */
final class Damage {

    private static final Pattern TOTAL = Pattern.compile("<total>(\\d+)</total>");

    /** One character per byte, so that places in the text are places in the bytes. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private Damage() {}

    /** Ends the listing in the middle of this applicant, as if the server had died over him. */
    static Answer cutInside(Answer listing, long applicantId) {
        String text = new String(listing.body(), BYTES);
        int start = text.indexOf("<applicant>\n<id>" + applicantId + "</id>");
        if (start < 0) {
            return listing;
        }
        int end = (start + text.indexOf("</applicant>", start)) / 2;
        return with(listing, Arrays.copyOf(listing.body(), end));
    }

    /** Quirk 8 of idibu.md: the total changes between the pages of one walk. */
    static Answer totalMoved(Answer listing, long by) {
        Matcher matcher = TOTAL.matcher(new String(listing.body(), BYTES));
        String moved = matcher.replaceFirst(
                total -> "<total>" + Math.max(0, Long.parseLong(total.group(1)) + by) + "</total>");
        return with(listing, moved.getBytes(BYTES));
    }

    private static Answer with(Answer answer, byte[] body) {
        return new Answer(answer.status(), answer.contentType(), body, answer.headers());
    }
}
