package org.applicantrelay.sandbox;

import java.time.Instant;

/**
 * One post to {@code applicant-status}: how the external system fared with an applicant.
 *
 * @param status        success or fail
 * @param remoteId      "" where none was given
 * @param errorMessage  "" where none was given
 * @param dateProcessed as posted, else the time of the request, Europe/London
 */
public record Outcome(
        long applicantId,
        String status,
        String remoteId,
        String errorMessage,
        String dateProcessed,
        Instant receivedAt) {

    public boolean isSuccess() {
        return "success".equals(status);
    }
}
