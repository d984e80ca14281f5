package org.applicantrelay.intake;

import java.util.Set;
import java.util.regex.Pattern;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.mail.TrackHeaders;

/**
 * An applicant as one channel announces it. A channel says little: whatever it does not say is null, and delivery reads
 * idibu's detailed view before anything is sent.
 *
 * @param trackId idibu's applicant id, as it came and not yet checked; {@code mail:<SHA-256>} of a mail that names none
 * @param name the candidate's, as idibu has it
 * @param jobId the advertised job in idibu
 * @param jobReference its reference in idibu
 * @param held why it is kept without being delivered; null where nothing is in the way
 * @param date when the person applied, by idibu's wall clock and as it came
 */
public record Arrival(
        Channel channel,
        String trackId,
        String name,
        String email,
        String jobId,
        String jobReference,
        Fault held,
        String date) {

    /** What stands before the digest of a mail that names no applicant. */
    static final String HELD = "mail:";

    static final Set<Fault> WHY_HELD = Set.of(Fault.NO_TRACK_ID, Fault.WRONG_ACCOUNT, Fault.MAIL_UNREADABLE);

    private static final Pattern TRACK_ID = Pattern.compile("[1-9]\\d{0,18}");

    /** One of which no date is known. */
    public Arrival(
            Channel channel, String trackId, String name, String email, String jobId, String jobReference, Fault held) {
        this(channel, trackId, name, email, jobId, jobReference, held, null);
    }

    /** As idibu's listing has it; null where the element was empty. */
    public static Arrival listed(IdibuApplicant applicant) {
        return applicant == null
                ? null
                : new Arrival(
                        Channel.LISTING,
                        applicant.id(),
                        applicant.name(),
                        applicant.email() == null ? applicant.parsedEmail() : applicant.email(),
                        applicant.job() == null ? null : applicant.job().id(),
                        applicant.jobReference(),
                        null,
                        applicant.date());
    }

    /** As an event of idibu's webhook says: it knows no name. */
    public static Arrival announced(IdibuEvent event) {
        return new Arrival(
                Channel.WEBHOOK,
                event.trackId(),
                null,
                event.from(),
                event.jobId(),
                event.jobReference(),
                null,
                event.date());
    }

    /** Whether {@code text}, which may be null, can be a track id: a whole number (idibu, "Listing Applicants"). */
    public static boolean isTrackId(String text) {
        return text != null && TRACK_ID.matcher(text).matches();
    }

    /** Whether it names an applicant. */
    public boolean isIdentified() {
        return isTrackId(trackId);
    }

    /**
     * As a forwarded mail has it: whom it means and no more, for anyone can have sent it. One that names no applicant, or
     * that names another account's, is held.
     *
     * @param sha256 of the whole mail
     * @param clientId the account that the relay works for; null or blank for any
     */
    public static Arrival forwarded(TrackHeaders headers, String sha256, String clientId) {
        boolean ofAnother = clientId != null
                && !clientId.isBlank()
                && headers.clientId() != null
                && !clientId.strip().equals(headers.clientId());
        if (ofAnother || !isTrackId(headers.trackId())) {
            return held(sha256, ofAnother ? Fault.WRONG_ACCOUNT : Fault.NO_TRACK_ID);
        }
        return of(headers.trackId());
    }

    /** A mail of that applicant. */
    static Arrival of(String trackId) {
        return new Arrival(Channel.MAIL, trackId, null, null, null, null, null);
    }

    /**
     * A mail that is kept for an operator.
     *
     * @param why one of {@link #WHY_HELD}, which such mails are listed by
     */
    public static Arrival held(String sha256, Fault why) {
        if (!WHY_HELD.contains(why)) {
            throw new IllegalArgumentException("No mail is held for " + why);
        }
        return new Arrival(Channel.MAIL, HELD + sha256, null, null, null, null, why);
    }

    /** The key of the idempotent consumer: one for each applicant of idibu's, and for each mail that names none. */
    public String getKey() {
        return held == null ? "idibu:" + trackId : trackId;
    }

    /** Whether idibu has deleted the person. */
    boolean isDeleted() {
        return IdibuApplicant.DELETED.equalsIgnoreCase(email);
    }

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "arrival of applicant " + trackId;
    }
}
