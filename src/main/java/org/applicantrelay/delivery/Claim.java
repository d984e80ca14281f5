package org.applicantrelay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.jobtrain.RemoteApplications.RemoteApplication;

/**
 * The right to work on an application until the lease ends or another replica takes over.
 *
 * @param lastCode the fault that the attempt before this one ended with; null where none did
 * @param jobId Jobtrain's job that an earlier attempt has matched; null where none has
 * @param jobKeys what the channels, or an earlier attempt, have said of the job
 * @param channels that had brought the application when it was claimed
 * @param slow whether an earlier attempt took long: this one has the slow lane
 * @param intentAt since when a create of an earlier attempt is in doubt; null where nothing is
 * @param readBackFirst whether it may be in Jobtrain by other ways
 * @param lease how long nobody else takes it over
 */
public record Claim(
        UUID id,
        String trackId,
        long fence,
        Instant receivedAt,
        String lastCode,
        String channels,
        boolean slow,
        Instant intentAt,
        String jobId,
        JobKeys jobKeys,
        boolean readBackFirst,
        Lease lease) {

    static Claim of(Application application, String lastCode, Lease lease) {
        return new Claim(
                application.getId(),
                application.getTrackId(),
                application.getFence(),
                application.getReceivedAt(),
                lastCode,
                application.getChannels(),
                application.isSlow(),
                application.getIntentAt(),
                application.getJobId(),
                application.jobKeys(),
                application.isReadBackFirst(),
                lease);
    }

    /** Whether a create of an earlier attempt may have come through. */
    public boolean isDoubtful() {
        return intentAt != null;
    }

    /** Whether what is in doubt is the create of the same person's other application. */
    boolean isDoubtOfAnother() {
        return isDoubtful() && Fault.REAPPLICATION_AWAITED.name().equals(lastCode);
    }

    /** Whether Jobtrain is asked before anything is sent; asked by the route. */
    public boolean isReadBack() {
        return isDoubtful() || readBackFirst;
    }

    /** Whether {@code remote} was certainly not made by this relay. */
    boolean isOlder(RemoteApplication remote) {
        return !isDoubtful() || isDoubtOfAnother() || remote.appliedBefore(intentAt);
    }
}
