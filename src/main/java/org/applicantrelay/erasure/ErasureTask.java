package org.applicantrelay.erasure;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** An application that somebody has to delete in Jobtrain, whose API offers no deletion (Jobtrain, as assumed). */
@Entity
public class ErasureTask {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private UUID erasureId;
    private String jobId;
    private String candidateId;
    private String applicationId;
    private boolean doubtful;
    private Instant doneAt;
    private String doneBy;
    private String proof;

    protected ErasureTask() {}

    ErasureTask(UUID erasureId, ErasureRecord.RemoteTrace trace) {
        this.erasureId = erasureId;
        this.jobId = trace.jobId();
        this.candidateId = trace.candidateId();
        this.applicationId = trace.applicationId();
        this.doubtful = trace.doubtful();
    }

    void done(Instant now, String actor, String proof) {
        this.doneAt = now;
        this.doneBy = actor;
        this.proof = proof;
    }

    Long getId() {
        return id;
    }

    UUID getErasureId() {
        return erasureId;
    }

    boolean isDone() {
        return doneAt != null;
    }

    /** In ids and words, without personal data. */
    String line() {
        String what = applicationId == null
                ? "an application" + (jobId == null ? "" : " for job " + jobId)
                : "application " + applicationId
                        + (candidateId == null ? "" : " of candidate " + candidateId)
                        + (jobId == null ? "" : " for job " + jobId);
        String todo =
                doubtful ? "may have got there: look for it, and delete it by hand" : "still to be deleted by hand";
        return what + ": " + (isDone() ? "done " + doneAt + " by " + doneBy + ", proof: " + proof : todo);
    }
}
