package org.applicantrelay.application;

import java.util.UUID;

/**
 * As much of an application that is held up as tells whether its job is known now.
 *
 * @param jobId Jobtrain's job that was found before; null where none was
 */
public record JobSeeker(UUID id, String clientReference, String idibuJobId, String jobReference, String jobId) {

    /** By what its job can be found. */
    public JobKeys keys() {
        return new JobKeys(clientReference, idibuJobId, jobReference);
    }
}
