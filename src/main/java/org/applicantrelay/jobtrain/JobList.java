package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** A page of Jobtrain's advertised jobs, as {@code routes/mapping/jobtrain-to-jobs.jslt} reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobList(int total, List<Listed> jobs) {

    /** A job as Jobtrain lists it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Listed(String jobId, String reference, String title) {}
}
