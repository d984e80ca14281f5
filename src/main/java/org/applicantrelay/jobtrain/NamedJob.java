package org.applicantrelay.jobtrain;

/**
 * A job that is named for a key, and by whom.
 *
 * @param section {@code references} or {@code idibuJobs}
 * @param jobId Jobtrain's
 * @param origin in words
 */
public record NamedJob(String section, String key, String jobId, String origin) {}
