package org.applicantrelay.erasure;

import java.time.Instant;
import java.util.*;

class ErasureRecord {
    public record RemoteTrace(String candidateId, String applicationId, String jobId, boolean doubtful) {}

    public record Request(
            UUID id,
            Instant at,
            String actor,
            Set<String> trackIds,
            String email,
            List<RemoteTrace> inJobtrain,
            Map<String, Integer> removed,
            List<String> tombstones) {}
}
