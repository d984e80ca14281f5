package org.applicantrelay.jobtrain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.settings.RelayProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of Jobtrain's advertised jobs: read anew in time, and asked for the job behind an advert's reference. */
@Component
public class Jobs {

    static final String POLLER = "jobtrain-jobs";

    /** An unknown reference makes the relay look for new jobs, but no oftener than this. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final JobRows rows;
    private final Applications applications;
    private final Timeline timeline;
    private final Pollers pollers;
    private final Duration interval;
    private final TransactionTemplate transaction;

    Jobs(
            JobRows rows,
            Applications applications,
            Timeline timeline,
            Pollers pollers,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.applications = applications;
        this.timeline = timeline;
        this.pollers = pollers;
        this.interval = relay.jobtrain().jobs().interval();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The jobs' rows. */
    interface JobRows extends JpaRepository<Job, String> {
        List<Job> findByReference(String reference);

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
            release(jobs.stream()
                    .map(Job::getReference)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList());
        });
        pollers.finish(reading.turn);
        LOG.debug("Jobtrain advertises {} jobs", reading.read().size());
    }

    private void release(List<String> references) {
        Instant now = applications.now();
        for (int from = 0; from < references.size(); from += 500) {
            List<String> some = references.subList(from, Math.min(from + 500, references.size()));
            for (Fault fault : List.of(Fault.JOB_UNKNOWN, Fault.JOBS_NOT_READ)) {
                ApplicationState held = fault == Fault.JOB_UNKNOWN ? ApplicationState.PARKED : ApplicationState.WAITING;
                for (Application application : applications.withReference(held, fault.name(), some)) {
                    application.release(now);
                    timeline.add(application, now, "Jobtrain advertises its job now");
                }
            }
        }
    }

    /** Ends a reading that a fault has broken off. */
    public void fail(Reading reading, Exception thrown) {
        LOG.warn("Jobtrain's jobs could not be read: {}", Faults.of(thrown).getMessage());
        if (reading != null) {
            pollers.giveUp(reading.turn);
        }
    }

    /**
     * The id of the one job whose reference is exactly {@code reference}; never a guess (idibu, quirk 14).
     *
     * @param receivedAt when the applicant came: an unknown reference is certain only after a later reading
     * @throws RelayException JOB_UNKNOWN, JOB_AMBIGUOUS, or JOBS_NOT_READ where a later reading may know it
     */
    public String match(String reference, Instant receivedAt) throws RelayException {
        List<Job> matches = reference == null || reference.isBlank() ? List.of() : rows.findByReference(reference);
        if (matches.size() == 1) {
            return matches.get(0).getJobId();
        }
        if (matches.size() > 1) {
            throw new RelayException(
                    Fault.JOB_AMBIGUOUS,
                    "jobs "
                            + String.join(
                                    ", ",
                                    matches.stream().map(Job::getJobId).sorted().toList()));
        }
        Instant lastRead = pollers.lastFinished(POLLER);
        if (lastRead == null || lastRead.isBefore(receivedAt)) {
            throw new RelayException(Fault.JOBS_NOT_READ);
        }
        throw new RelayException(Fault.JOB_UNKNOWN, "reference " + reference);
    }
}
