package org.applicantrelay.application;

/**
 * By what a job can be found; each is null where nobody said it. One that is longer than its column is null too: cut, it
 * could be another job's.
 *
 * @param clientReference the client's own key of the job
 * @param idibuJobId idibu's job id
 * @param reference what idibu calls the job
 */
public record JobKeys(String clientReference, String idibuJobId, String reference) {

    private static final int LONGEST_REFERENCE = 1000;
    private static final int LONGEST_ID = 100;

    public JobKeys {
        clientReference = key(clientReference, LONGEST_REFERENCE);
        idibuJobId = key(idibuJobId, LONGEST_ID);
        reference = key(reference, LONGEST_REFERENCE);
    }

    private static String key(String text, int longest) {
        return text == null || text.isBlank() || text.strip().length() > longest ? null : text.strip();
    }

    /** The same; where this says nothing, what {@code other} says. */
    public JobKeys or(JobKeys other) {
        return new JobKeys(
                clientReference == null ? other.clientReference : clientReference,
                idibuJobId == null ? other.idibuJobId : idibuJobId,
                reference == null ? other.reference : reference);
    }
}
