package org.applicantrelay.application;

import java.time.Instant;

/**
 * As much of an application as a list shows: nothing of it is sealed, and nothing of it is the person's.
 *
 * @param code null where there is none
 * @param jobReference idibu's; null where nobody said it
 * @param jobId Jobtrain's job; null where none was found
 */
public record Listed(
        String trackId,
        ApplicationState state,
        String code,
        Instant receivedAt,
        String channels,
        String jobReference,
        String jobId) {}
