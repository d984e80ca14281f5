package org.applicantrelay.deadletter;

import java.util.UUID;
import java.util.regex.Pattern;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.privacy.UnreadableRecordException;

/**
 * A dead letter on its way back to where it came by.
 *
 * @param source id of the route that it came by
 * @param times how often its input has come so far
 * @param text the input, untouched; null where a content holds it, or where it is gone
 * @param contentId that content, or null
 * @param gone why there is no input any more; null where there is one
 */
public record ReplayedLetter(UUID id, String source, int times, String text, UUID contentId, String gone) {

    private static final String LISTING = "idibu-listing";
    private static final String BACKFILL = "idibu-backfill";
    private static final String WEBHOOK = "idibu-webhook";
    private static final String MAILBOX = "idibu-mailbox";

    private static final Pattern ELEMENT = Pattern.compile("^\\s*<applicant[\\s>/]");

    /** Also of a letter whose input cannot be opened: that must not stop the others. */
    public static ReplayedLetter of(DeadLetter letter) {
        String text = null;
        String gone = letter.hasInput() ? null : "its input was erased here when its retention had ended";
        try {
            text = letter.getInput();
        } catch (UnreadableRecordException e) {
            gone = Faults.of(e).getMessage();
        }
        return new ReplayedLetter(
                letter.getId(), letter.getSource(), letter.getTimes(), text, letter.getContentId(), gone);
    }

    /** Whether it is one applicant of idibu's listing. */
    public boolean isElement() {
        return isListed() && text != null && ELEMENT.matcher(text).find();
    }

    /** Whether it is a page of idibu's listing. */
    public boolean isPage() {
        return isListed() && text != null && text.contains("<") && !isElement();
    }

    private boolean isListed() {
        return source.equals(LISTING) || source.equals(BACKFILL);
    }

    /** Whether it is an event of idibu's webhook. */
    public boolean isEvent() {
        return source.equals(WEBHOOK) && text != null;
    }

    /** Whether it is a forwarded mail. */
    public boolean isMail() {
        return source.equals(MAILBOX) && contentId != null;
    }

    /** Why it cannot be replayed; null where it can. */
    public String obstacle() {
        if (gone != null) {
            return gone;
        }
        if (isElement() || isPage() || isEvent() || isMail()) {
            return null;
        }
        return switch (source) {
            case LISTING -> "no text was kept of that page; idibu is asked for it at each poll";
            case BACKFILL -> "no text was kept of that page; backfill its day again";
            case MAILBOX -> "only the place of the mail was kept; mark it there as unread, and it comes again";
            default -> "no source brings " + source + " again";
        };
    }

    /** Personal data, so only the id is printed. */
    @Override
    public String toString() {
        return "dead letter " + id;
    }
}
