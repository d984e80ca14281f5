package org.applicantrelay.jobtrain;

import java.time.Instant;

/**
 * A job that an operator has named, by the rules of a line in {@code job-map.yaml}.
 *
 * @param section {@code references} or {@code idibuJobs}
 * @param key the client's reference or idibu's, or idibu's job id
 * @param jobId Jobtrain's
 */
record JobLink(String section, String key, String jobId, Instant linkedAt, String actor) {}
