package org.applicantrelay.sandbox;

import java.time.Instant;

/**
 * An application that Jobtrain has created.
 *
 * @param phone       null where it was not sent; so are coverLetter and cv
 * @param contentType of the whole request: JSON or multipart
 * @param appliedAt   by Jobtrain's clock, as Jobtrain tells it
 */
public record ReceivedApplication(
        long applicationId,
        long candidateId,
        long jobId,
        String email,
        String firstName,
        String lastName,
        String phone,
        String source,
        String coverLetter,
        Cv cv,
        String contentType,
        Instant appliedAt,
        String status,
        String recruitmentPhase,
        Instant statusChangedAt) {

    ReceivedApplication withStatus(String newStatus, String newPhase, Instant when) {
        return new ReceivedApplication(
                applicationId,
                candidateId,
                jobId,
                email,
                firstName,
                lastName,
                phone,
                source,
                coverLetter,
                cv,
                contentType,
                appliedAt,
                newStatus,
                newPhase,
                when);
    }
}
