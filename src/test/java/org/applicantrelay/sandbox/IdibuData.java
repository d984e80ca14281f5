package org.applicantrelay.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the simulated idibu account holds. */
final class IdibuData {

    /** An outcome as idibu keeps it: the latest post, and when the record was made and changed. */
    record OutcomeRecord(Outcome latest, String created, String modified) {}

    /** Quirk 8 of idibu.md: no order is documented, and the real page goes by job id. */
    private static final Comparator<SimulatedApplicant> ORDER = Comparator.comparing(
                    (SimulatedApplicant applicant) -> applicant.data().jobId(),
                    Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SimulatedApplicant::id);

    private final Map<Long, SandboxJob> jobs = new TreeMap<>();
    private final Map<Long, SimulatedApplicant> applicants = new TreeMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Long, OutcomeRecord> latestOutcomes = new TreeMap<>();
    private final Map<Long, Set<Way>> ways = new TreeMap<>();
    private final List<StatusChange> statusChanges = new ArrayList<>();
    private long nextId;

    IdibuData(long firstId) {
        nextId = firstId;
    }

    synchronized void add(SandboxJob job) {
        jobs.put(job.id(), job);
    }

    synchronized List<SandboxJob> jobs() {
        return List.copyOf(jobs.values());
    }

    synchronized long takeId(Long wanted) {
        if (wanted == null) {
            while (applicants.containsKey(nextId)) {
                nextId++;
            }
            return nextId++;
        }
        if (applicants.containsKey(wanted)) {
            throw new IllegalArgumentException("There is an applicant " + wanted + " already");
        }
        return wanted;
    }

    synchronized void add(SimulatedApplicant applicant) {
        applicants.put(applicant.id(), applicant);
    }

    synchronized void announced(long id, Way way) {
        ways.computeIfAbsent(id, key -> EnumSet.noneOf(Way.class)).add(way);
    }

    synchronized Set<Way> ways(long id) {
        Set<Way> known = EnumSet.noneOf(Way.class);
        known.addAll(ways.getOrDefault(id, Set.of()));
        return known;
    }

    synchronized Optional<SimulatedApplicant> applicant(long id) {
        return Optional.ofNullable(applicants.get(id));
    }

    synchronized List<SimulatedApplicant> applicants(Predicate<SimulatedApplicant> filter) {
        return applicants.values().stream().filter(filter).sorted(ORDER).toList();
    }

    synchronized void change(Predicate<SimulatedApplicant> which, UnaryOperator<SimulatedApplicant> change) {
        applicants.replaceAll((id, applicant) -> which.test(applicant) ? change.apply(applicant) : applicant);
    }

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
        String now = LondonTime.now();
        OutcomeRecord before = latestOutcomes.get(outcome.applicantId());
        latestOutcomes.put(
                outcome.applicantId(), new OutcomeRecord(outcome, before == null ? now : before.created(), now));
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized List<OutcomeRecord> outcomeRecords() {
        return List.copyOf(latestOutcomes.values());
    }

    Map<Long, Outcome> latestOutcomes() {
        Map<Long, Outcome> latest = new LinkedHashMap<>();
        outcomeRecords().forEach(each -> latest.put(each.latest().applicantId(), each.latest()));
        return latest;
    }

    synchronized void setStatus(long id, String status, boolean responder) {
        applicants.computeIfPresent(id, (key, applicant) -> applicant.withStatus(status));
        statusChanges.add(new StatusChange(id, status, responder, Instant.now()));
    }

    synchronized List<StatusChange> statusChanges() {
        return List.copyOf(statusChanges);
    }
}
