package org.applicantrelay.application;

import java.time.Instant;
import java.util.UUID;

/**
 * As much of an application that is parked or dead as an operator's work list needs; no personal data.
 *
 * @param since when it was parked, or died
 * @param intentAt since when a create is in doubt; null where none is
 * @param jobId Jobtrain's job that was found before; null where none was
 * @param purgedAt when its personal data was erased here, and with it all that could be sent; null where it was not
 */
public record HeldUp(
        UUID id,
        String trackId,
        ApplicationState state,
        String code,
        Instant since,
        Instant intentAt,
        String clientReference,
        String idibuJobId,
        String jobReference,
        String jobId,
        Instant purgedAt) {

    /** One that is parked or dead. */
    public static HeldUp of(Application application) {
        return new HeldUp(
                application.getId(),
                application.getTrackId(),
                application.getState(),
                application.getCode(),
                application.getFinishedAt(),
                application.getIntentAt(),
                application.jobKeys().clientReference(),
                application.jobKeys().idibuJobId(),
                application.jobKeys().reference(),
                application.getJobId(),
                application.getPurgedAt());
    }

    /** Whether nothing can be sent of it any more. */
    public boolean isPurged() {
        return purgedAt != null;
    }

    /** The same as one that may seek its job. */
    public JobSeeker seeker() {
        return new JobSeeker(id, clientReference, idibuJobId, jobReference, jobId);
    }
}
