package org.applicantrelay.jobtrain;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.text.Texts;

/** A job that Jobtrain advertised when its jobs were last read. */
@Entity
class Job {

    private static final int LONGEST_TITLE = 1000;

    @Id
    private String jobId;

    private String reference;
    private String title;
    private long seenIn;

    protected Job() {}

    /** @param seenIn the number of the turn that saw it */
    Job(JobList.Listed listed, long seenIn) {
        this.jobId = listed.jobId();
        this.reference = new JobKeys(null, null, listed.reference()).reference();
        this.title = Texts.cut(listed.title(), LONGEST_TITLE);
        this.seenIn = seenIn;
    }

    String getJobId() {
        return jobId;
    }

    String getReference() {
        return reference;
    }
}
