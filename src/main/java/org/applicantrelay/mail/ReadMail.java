package org.applicantrelay.mail;

import java.util.List;

/**
 * What a forwarded mail says, its files apart. What it does not say is null.
 *
 * @param track the headers of the message that holds the track id: the outermost or, where that has none, a nested one;
 *     of the outermost, without a track id, where there is none or more than one
 * @param trackIds all distinct track ids of that choice: none is no applicant, two or more are ambiguous
 * @param subject of the same message
 * @param text the first {@code text/plain} of the same message that is no attachment
 * @param html the first {@code text/html} of the same message that is no attachment
 * @param files how many went to the sink
 * @param oddities what was amiss and read all the same, such as {@code bad base64}; without personal data
 */
public record ReadMail(
        TrackHeaders track,
        List<String> trackIds,
        String subject,
        String text,
        String html,
        int files,
        List<String> oddities) {

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "mail of applicant " + track.trackId();
    }
}
