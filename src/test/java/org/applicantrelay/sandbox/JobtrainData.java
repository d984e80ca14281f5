package org.applicantrelay.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the simulated Jobtrain holds. A create is one step: two at once for one person and job make one. */
final class JobtrainData {

    /** What a create led to: a new application, or the one that was there. */
    record Created(ReceivedApplication application, boolean isNew) {}

    private static final String FIRST_STATUS = "Application received";
    private static final String FIRST_PHASE = "Applied";

    private final Map<Long, SandboxJob> jobs = new TreeMap<>();
    private final List<ReceivedApplication> applications = new ArrayList<>();
    private final Map<String, Long> candidates = new HashMap<>();
    private long nextApplicationId;
    private long nextCandidateId;

    JobtrainData(long firstId) {
        nextApplicationId = firstId;
        nextCandidateId = firstId + 4_000;
    }

    synchronized void add(SandboxJob job) {
        jobs.put(job.id(), job);
    }

    synchronized void removeJob(long id) {
        jobs.remove(id);
    }

    synchronized List<SandboxJob> jobs() {
        return List.copyOf(jobs.values());
    }

    synchronized Optional<SandboxJob> job(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    synchronized List<ReceivedApplication> applications(Predicate<ReceivedApplication> filter) {
        return applications.stream().filter(filter).toList();
    }

    synchronized Created create(
            long jobId, ApplicationBody body, String contentType, Instant now, boolean acceptsDuplicates) {
        String person = body.email.strip().toLowerCase(Locale.ROOT);
        Optional<ReceivedApplication> earlier = applications.stream()
                .filter(application -> application.jobId() == jobId)
                .filter(application -> application.email().strip().equalsIgnoreCase(person))
                .findFirst();
        if (earlier.isPresent() && !acceptsDuplicates) {
            return new Created(earlier.get(), false);
        }
        ReceivedApplication application = new ReceivedApplication(
                nextApplicationId++,
                candidates.computeIfAbsent(person, key -> nextCandidateId++),
                jobId,
                body.email,
                body.firstName,
                body.lastName,
                body.phone,
                body.source,
                body.coverLetter,
                body.cv,
                contentType,
                now,
                FIRST_STATUS,
                FIRST_PHASE,
                now);
        applications.add(application);
        return new Created(application, true);
    }

    synchronized void changeStatus(long applicationId, String status, String phase, Instant now) {
        applications.replaceAll(application -> application.applicationId() == applicationId
                ? application.withStatus(status, phase, now)
                : application);
    }
}
