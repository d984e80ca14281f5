package org.applicantrelay.jobtrain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.JobKeys;

/**
 * Which of Jobtrain's jobs is meant: what {@code routes/mapping/job-map.yaml} says, and the rules around it. The first
 * rule that finds anything decides, and no rule chooses between two jobs (idibu, quirk 14).
 */
public final class JobMap {

    private static final int MOST_CUTS = 100;

    private final Map<String, String> references;
    private final Map<String, String> idibuJobs;
    private final List<Pattern> suffixes;

    /** What operators have linked and the file does not name, by the keys of both sections. */
    private final Map<String, String> linkedReferences;

    private final Map<String, String> linkedIdibuJobs;

    /**
     * @param references Jobtrain's job id by the client's reference or idibu's
     * @param idibuJobs Jobtrain's job id by idibu's
     * @param suffixes what may stand before or after a reference; never matches an empty text
     */
    JobMap(Map<String, String> references, Map<String, String> idibuJobs, List<Pattern> suffixes) {
        this(references, idibuJobs, suffixes, Map.of(), Map.of());
    }

    private JobMap(
            Map<String, String> references,
            Map<String, String> idibuJobs,
            List<Pattern> suffixes,
            Map<String, String> linkedReferences,
            Map<String, String> linkedIdibuJobs) {
        this.references = Map.copyOf(references);
        this.idibuJobs = Map.copyOf(idibuJobs);
        this.suffixes = List.copyOf(suffixes);
        this.linkedReferences = Map.copyOf(linkedReferences);
        this.linkedIdibuJobs = Map.copyOf(linkedIdibuJobs);
    }

    /** The same, and beside it what operators have linked: of one key, this wins. */
    JobMap with(Collection<JobLink> links) {
        return new JobMap(
                references,
                idibuJobs,
                suffixes,
                linked(links, JobMapReader.REFERENCES, references),
                linked(links, JobMapReader.IDIBU_JOBS, idibuJobs));
    }

    private static Map<String, String> linked(Collection<JobLink> links, String section, Map<String, String> wins) {
        return links.stream()
                .filter(link -> link.section().equals(section) && !wins.containsKey(link.key()))
                .collect(Collectors.toMap(JobLink::key, JobLink::jobId));
    }

    Map<String, String> references() {
        return references;
    }

    Map<String, String> idibuJobs() {
        return idibuJobs;
    }

    /**
     * What a rule has found.
     *
     * @param rule in words
     * @param whole false where only a part of the reference was looked for
     * @param jobIds one or more
     */
    record Found(String rule, boolean whole, SortedSet<String> jobIds) {

        /** Empty where it is ambiguous. */
        Optional<JobMatch> match() {
            return jobIds.size() == 1 ? Optional.of(new JobMatch(jobIds.first(), rule)) : Optional.empty();
        }
    }

    /** @param advertised Jobtrain's jobs that have one of these references, exactly */
    Optional<Found> find(JobKeys keys, Function<Collection<String>, List<Job>> advertised) {
        return Stream.<Supplier<Found>>of(
                        () -> named(references, linkedReferences, keys.clientReference(), "client reference"),
                        () -> named(references, linkedReferences, keys.reference(), "reference"),
                        () -> advertised(keys.clientReference(), "client reference", advertised),
                        () -> named(idibuJobs, linkedIdibuJobs, keys.idibuJobId(), "idibu job id"),
                        () -> advertised(keys.reference(), JobMatch.BY_REFERENCE, advertised),
                        () -> advertisedInPart(keys.reference(), advertised))
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Found named(Map<String, String> section, Map<String, String> linked, String key, String rule) {
        if (key == null) {
            return null;
        }
        String byMap = section.get(key);
        String jobId = byMap == null ? linked.get(key) : byMap;
        return jobId == null
                ? null
                : new Found(
                        (byMap == null ? JobMatch.BY_LINK : JobMatch.BY_MAP) + rule,
                        true,
                        new TreeSet<>(Set.of(jobId)));
    }

    private static Found advertised(String key, String rule, Function<Collection<String>, List<Job>> advertised) {
        List<Job> jobs = key == null ? List.of() : advertised.apply(List.of(key));
        return jobs.isEmpty() ? null : new Found(rule, true, ids(jobs));
    }

    private Found advertisedInPart(String reference, Function<Collection<String>, List<Job>> advertised) {
        Map<String, String> parts = reference == null ? Map.of() : parts(reference);
        List<Job> jobs = parts.isEmpty() ? List.of() : advertised.apply(parts.keySet());
        return jobs.stream()
                .map(Job::getReference)
                .findFirst()
                .map(first -> new Found("reference without " + parts.get(first), false, ids(jobs)))
                .orElse(null);
    }

    private static SortedSet<String> ids(List<Job> jobs) {
        SortedSet<String> ids = new TreeSet<>();
        jobs.forEach(job -> ids.add(job.getJobId()));
        return ids;
    }

    /** What is left when each rule cuts alone, and when all cut in turn until nothing changes; with the rules that cut. */
    private Map<String, String> parts(String reference) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (Pattern suffix : suffixes) {
            parts.putIfAbsent(cut(reference, suffix), suffix.pattern());
        }
        Set<String> rules = new LinkedHashSet<>();
        String rest = reference;
        String before;
        do {
            before = rest;
            for (Pattern suffix : suffixes) {
                String shorter = cut(rest, suffix);
                if (!shorter.equals(rest)) {
                    rules.add(suffix.pattern());
                    parts.putIfAbsent(shorter, String.join(" and ", rules));
                    rest = shorter;
                }
            }
        } while (!rest.equals(before) && parts.size() < MOST_CUTS);
        parts.remove(reference);
        return parts;
    }

    /** A suffix is cut where it stands at either end, never from the middle. */
    private static String cut(String text, Pattern suffix) {
        return PatientMatch.find(suffix, text)
                .map(found -> (text.substring(0, found.start()) + text.substring(found.end())).strip())
                .filter(rest -> !rest.isEmpty())
                .orElse(text);
    }

    /** How much it names, for the log. */
    @Override
    public String toString() {
        return "references %d, idibuJobs %d, suffixes %d"
                .formatted(references.size(), idibuJobs.size(), suffixes.size());
    }
}
