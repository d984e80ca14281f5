package org.applicantrelay.intake;

import org.applicantrelay.idibu.IdibuApplicant;

/**
 * An applicant as one channel announces it. A channel says little: whatever it does not say is null, and delivery reads
 * idibu's detailed view before anything is sent.
 *
 * @param trackId idibu's applicant id, as it came and not yet checked
 * @param name the candidate's, as idibu has it
 * @param jobId the advertised job in idibu
 * @param jobReference its reference in idibu
 * @param clientReference the client's own key of the job
 */
public record Arrival(
        Channel channel,
        String trackId,
        String name,
        String email,
        String jobId,
        String jobReference,
        String clientReference) {

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
                        null);
    }

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "arrival of applicant " + trackId;
    }
}
