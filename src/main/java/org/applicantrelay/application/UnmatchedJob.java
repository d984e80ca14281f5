package org.applicantrelay.application;

import java.time.Instant;

/**
 * A job that none of Jobtrain's is found for, and how many wait for it.
 *
 * @param code why none is found
 * @param oldest when the first of them came
 */
public record UnmatchedJob(
        String code, String clientReference, String idibuJobId, String jobReference, long applicants, Instant oldest) {}
