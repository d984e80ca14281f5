package org.applicantrelay.jobtrain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.application.JobSeeker;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of Jobtrain's advertised jobs: read anew in time, and asked, with the job map, for the job behind an advert. */
@Component
public class Jobs {

    /** The poller that reads them. */
    public static final String POLLER = "jobtrain-jobs";

    /** An unknown reference makes the relay look for new jobs, but no oftener than this. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** Rows that are locked at once. */
    private static final int BATCH = 100;

    private final JobRows rows;
    private final JobLinks map;
    private final Applications applications;
    private final DatabaseClock clock;
    private final Timeline timeline;
    private final Pollers pollers;
    private final Duration interval;
    private final TransactionTemplate transaction;

    /** The map that everybody who waits was looked at with; null where that is still to be done. */
    private JobMap releasedWith;

    private boolean releaseFailed;

    Jobs(
            JobRows rows,
            JobLinks map,
            Applications applications,
            DatabaseClock clock,
            Timeline timeline,
            Pollers pollers,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.map = map;
        this.applications = applications;
        this.clock = clock;
        this.timeline = timeline;
        this.pollers = pollers;
        this.interval = relay.jobtrain().jobs().interval();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The jobs' rows. */
    interface JobRows extends JpaRepository<Job, String> {
        @Query("select j from Job j where j.reference = :reference")
        List<Job> findByReference(String reference);

        // Hibernate translates it anew at every call: nobody says how long the list is.
        @Query("select j from Job j where j.reference in :references")
        List<Job> findByReferenceIn(Collection<String> references);

        @Modifying
        @Query("delete from Job j where j.seenIn < :turn")
        int deleteNotSeenIn(long turn);
    }

    /** A reading of all jobs, and the turn it is made in. */
    public static final class Reading extends PageWalk<JobList.Listed> {
        private final Turn turn;

        Reading(Turn turn) {
            this.turn = turn;
        }
    }

    /** A reading to be made now, or null: it is too early, nobody waits for a new job, or another replica reads. */
    public Reading begin() {
        Optional<Turn> turn = pollers.start(POLLER);
        if (turn.isEmpty()) {
            return null;
        }
        if (!due(turn.get())) {
            pollers.giveUp(turn.get());
            return null;
        }
        return new Reading(turn.get());
    }

    private boolean due(Turn turn) {
        Instant last = turn.finishedAt();
        return last == null
                || !turn.startedAt().isBefore(last.plus(interval))
                || !turn.startedAt().isBefore(last.plus(LEAST_PAUSE)) && isWaitedFor(last);
    }

    private boolean isWaitedFor(Instant last) {
        return applications.existsByStateAndCodeAndReceivedAtAfter(
                ApplicationState.WAITING, Fault.JOBS_NOT_READ.name(), last);
    }

    /** Notes a page of jobs. */
    public void page(Reading reading, JobList page) {
        reading.add(page.jobs(), page.total());
        pollers.renew(reading.turn);
    }

    /** Ends a reading: its jobs are the ones that Jobtrain advertises, and who waits for one of them goes on. */
    public void finish(Reading reading) {
        long turn = reading.turn.fence();
        transaction.executeWithoutResult(status -> {
            List<Job> jobs = reading.read().stream()
                    .filter(listed -> listed.jobId() != null)
                    .map(listed -> new Job(listed, turn))
                    .toList();
            rows.saveAll(jobs);
            rows.flush();
            // Pages shift while they are read: only a whole reading proves that a job is gone.
            if (reading.isWhole()) {
                rows.deleteNotSeenIn(turn);
            }
        });
        pollers.finish(reading.turn);
        LOG.debug("Jobtrain advertises {} jobs", reading.read().size());
        // Only now: whom a part of a reference has found is matched only after a reading that has ended.
        release();
    }

    /**
     * Lets everybody go on whose job the map names or finds now; does nothing while the map is the same.
     *
     * @return how many go on
     */
    public int releaseWhereMapChanged() {
        boolean changed;
        synchronized (this) {
            changed = map.current() != releasedWith;
        }
        return changed ? release() : 0;
    }

    /** Whether Jobtrain advertised that job when its jobs were last read. */
    public boolean isAdvertised(String jobId) {
        return rows.existsById(jobId);
    }

    /**
     * Lets everybody go on whose job is found now. Where it breaks off, or where a replica parks an application by an
     * older map or table at this moment, a later release does the rest: each looks at all that are held up.
     */
    private synchronized int release() {
        JobMap rules = map.current();
        boolean newMap = rules != releasedWith;
        releasedWith = null;
        int released = 0;
        try {
            Function<JobKeys, Optional<JobMap.Found>> finder = finder(rules);
            for (Fault fault : List.of(Fault.JOB_UNKNOWN, Fault.JOB_AMBIGUOUS, Fault.JOBS_NOT_READ)) {
                released += release(fault, finder, newMap);
            }
            if (newMap) {
                released += release(Fault.JOB_GONE, finder, true);
            }
            releasedWith = rules;
            releaseFailed = false;
        } catch (DataAccessException | TransactionException e) {
            if (!releaseFailed) {
                LOG.warn(
                        "Who waits for a job could not be released yet: {}",
                        Faults.of(e).getMessage());
            }
            releaseFailed = true;
        }
        return released;
    }

    /** Asks the rules once for each job, and the database once for all. */
    private Function<JobKeys, Optional<JobMap.Found>> finder(JobMap rules) {
        Map<JobKeys, Optional<JobMap.Found>> known = new HashMap<>();
        Map<String, List<Job>> table = new HashMap<>();
        rows.findAll().forEach(job -> table.computeIfAbsent(job.getReference(), reference -> new ArrayList<>())
                .add(job));
        return keys -> known.computeIfAbsent(
                keys,
                asked -> rules.find(asked, references -> references.stream()
                        .flatMap(reference -> table.getOrDefault(reference, List.of()).stream())
                        .toList()));
    }

    private int release(Fault fault, Function<JobKeys, Optional<JobMap.Found>> finder, boolean newMap) {
        ApplicationState held =
                fault.handling() == Fault.Handling.PARK ? ApplicationState.PARKED : ApplicationState.WAITING;
        List<UUID> found = applications.seekers(held, fault.name()).stream()
                .filter(seeker -> finder.apply(seeker.keys())
                        .flatMap(JobMap.Found::match)
                        .filter(match ->
                                fault != Fault.JOB_GONE || !match.jobId().equals(seeker.jobId()))
                        .isPresent())
                .map(JobSeeker::id)
                .toList();
        int released = 0;
        for (int from = 0; from < found.size(); from += BATCH) {
            List<UUID> some = found.subList(from, Math.min(from + BATCH, found.size()));
            released += transaction.execute(status -> {
                int going = 0;
                for (Application application : applications.lockHeld(some, held, fault.name())) {
                    Optional<JobMatch> match = finder.apply(application.jobKeys())
                            .filter(job -> isCertain(job, application.getReceivedAt()))
                            .flatMap(JobMap.Found::match)
                            .filter(job -> fault != Fault.JOB_GONE || isElsewhere(job, application));
                    match.ifPresent(job -> release(application, job, newMap));
                    going += match.isPresent() ? 1 : 0;
                }
                return going;
            });
        }
        return released;
    }

    /** A create that is in doubt has to be cleared where it was sent. */
    private static boolean isElsewhere(JobMatch match, Application application) {
        return application.getIntentAt() == null && !match.jobId().equals(application.getJobId());
    }

    private void release(Application application, JobMatch match, boolean newMap) {
        Instant now = clock.now();
        application.release(now);
        if (match.isByLink()) {
            // An operator saw that it waits: it may have been taken over by hand.
            application.readBackFirst();
        }
        timeline.add(application, now, why(match, newMap));
    }

    private static String why(JobMatch match, boolean newMap) {
        if (match.isByLink()) {
            return "an operator has linked its job";
        }
        if (match.isByMap()) {
            return "the job map names its job now";
        }
        return newMap ? "its job is found now, by the " + match.rule() : "Jobtrain advertises its job now";
    }

    /**
     * Those of {@code held}, which are held up for want of a job, that have none yet, as far as the map and the last
     * reading know.
     *
     * @param fault JOB_UNKNOWN, JOB_AMBIGUOUS or JOB_GONE, which they are held up with
     */
    public List<JobSeeker> withoutJob(Fault fault, List<JobSeeker> held) {
        Function<JobKeys, Optional<JobMap.Found>> finder = finder(map.current());
        return held.stream()
                .filter(seeker -> finder.apply(seeker.keys())
                        .flatMap(JobMap.Found::match)
                        .filter(match ->
                                fault != Fault.JOB_GONE || !match.jobId().equals(seeker.jobId()))
                        .isEmpty())
                .toList();
    }

    /** Ends a reading that a fault has broken off. */
    public void fail(Reading reading, Exception thrown) {
        LOG.warn("Jobtrain's jobs could not be read: {}", Faults.of(thrown).getMessage());
        if (reading != null) {
            pollers.giveUp(reading.turn);
        }
    }

    /**
     * The one job that the first rule finds that finds any.
     *
     * @param receivedAt when the applicant came: that no job has a reference is certain only after a later reading
     * @throws RelayException JOB_UNKNOWN, JOB_AMBIGUOUS, or JOBS_NOT_READ where a later reading may know better
     */
    public JobMatch match(JobKeys keys, Instant receivedAt) throws RelayException {
        return match(keys, receivedAt, map.current());
    }

    /** The same by another file's map, with what operators have linked. */
    public JobMatch matchBy(JobMap ofFile, JobKeys keys, Instant receivedAt) throws RelayException {
        return match(keys, receivedAt, map.with(ofFile));
    }

    private JobMatch match(JobKeys keys, Instant receivedAt, JobMap rules) throws RelayException {
        Optional<JobMap.Found> found = rules.find(keys, this::advertised);
        if (!found.map(job -> isCertain(job, receivedAt)).orElseGet(() -> isReadSince(receivedAt))) {
            throw new RelayException(Fault.JOBS_NOT_READ);
        }
        if (found.isEmpty()) {
            throw new RelayException(Fault.JOB_UNKNOWN, words(keys));
        }
        return found.get()
                .match()
                .orElseThrow(() -> new RelayException(
                        Fault.JOB_AMBIGUOUS,
                        "jobs " + String.join(", ", found.get().jobIds()) + " by the "
                                + found.get().rule()));
    }

    private List<Job> advertised(Collection<String> references) {
        return references.size() == 1
                ? rows.findByReference(references.iterator().next())
                : rows.findByReferenceIn(references);
    }

    /** A job that has only a part of the reference is the one as long as none has the whole. */
    private boolean isCertain(JobMap.Found found, Instant receivedAt) {
        return found.whole() || isReadSince(receivedAt);
    }

    private boolean isReadSince(Instant receivedAt) {
        Instant lastRead = pollers.lastFinished(POLLER);
        return lastRead != null && !lastRead.isBefore(receivedAt);
    }

    /** What an engineer writes into the map. */
    private static String words(JobKeys keys) {
        String client = keys.clientReference() == null ? null : "client reference " + keys.clientReference();
        String reference = keys.reference() == null ? null : "reference " + keys.reference();
        String named = Stream.of(client, reference).filter(Objects::nonNull).collect(Collectors.joining(", "));
        if (!named.isEmpty()) {
            return named;
        }
        return keys.idibuJobId() == null ? "no reference" : "no reference, idibu job " + keys.idibuJobId();
    }
}
