package org.applicantrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.application.OtherApplication;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.erasure.ErasedApplications;
import org.applicantrelay.erasure.Tombstones;
import org.applicantrelay.fault.FailureClass;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.jobtrain.JobMatch;
import org.applicantrelay.jobtrain.Jobs;
import org.applicantrelay.jobtrain.Receipt;
import org.applicantrelay.jobtrain.RemoteApplications.RemoteApplication;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.poller.Replica;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every change of an application's state during delivery. Each method is one short transaction, and none but
 * {@link #claim} writes with an old fence: who lost the lease meanwhile gets a {@link StaleClaimException}, or a line in
 * the log where the attempt has failed anyway.
 */
@Component
public class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Applications applications;
    private final DatabaseClock clock;
    private final Timeline timeline;
    private final Outcomes outcomes;
    private final Jobs jobs;
    private final Reapplications reapplications;
    private final Partners partners;
    private final Replica replica;
    private final Leases leases;
    private final RetryPolicy retries;
    private final Tombstones tombstones;
    private final ErasedApplications erased;
    private final Duration lease;
    private final Duration readBackDelay;
    private final TransactionTemplate transaction;

    Deliveries(
            Applications applications,
            DatabaseClock clock,
            Timeline timeline,
            Outcomes outcomes,
            Jobs jobs,
            Reapplications reapplications,
            Partners partners,
            Replica replica,
            Leases leases,
            RetryPolicy retries,
            Tombstones tombstones,
            ErasedApplications erased,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.applications = applications;
        this.clock = clock;
        this.timeline = timeline;
        this.outcomes = outcomes;
        this.jobs = jobs;
        this.reapplications = reapplications;
        this.partners = partners;
        this.replica = replica;
        this.leases = leases;
        this.retries = retries;
        this.tombstones = tombstones;
        this.erased = erased;
        this.lease = relay.delivery().lease();
        this.readBackDelay = relay.jobtrain().readBackDelay();
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Claims the first of {@code due}, rows locked by the caller's transaction; null where there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Claim claim(List<Application> due) {
        if (due.isEmpty()) {
            return null;
        }
        Application application = due.get(0);
        // Before the database is asked for the time, and so never longer than the lease there.
        Lease own = leases.begin(application.getTrackId());
        Instant now = clock.asked();
        if (application.isSlow() && !leases.takeSlowLane(application.getId())) {
            // Another worker of this replica has taken it since the gate was asked.
            return null;
        }
        boolean takenOver = application.getState() == ApplicationState.DELIVERING;
        String lastCode = application.getCode();
        application.claim(replica.name(), now, now.plus(lease));
        Claim claim = Claim.of(application, lastCode, own);
        leases.hold(claim);
        letGoUnlessCommitted(claim);
        String attempt = "attempt " + application.getAttempts();
        timeline.add(application, now, takenOver ? attempt + ", taken over: the lease had run out" : attempt);
        return claim;
    }

    /** What nobody works on must not be renewed: also where the answer to the commit was lost. */
    private void letGoUnlessCommitted(Claim claim) {
        letGo(claim, status -> status != TransactionSynchronization.STATUS_COMMITTED);
    }

    /** The attempt ends with this transaction, however that ends; not before, or the slow lane would have two. */
    private void letGoAfterwards(Claim claim) {
        letGo(claim, status -> true);
    }

    private void letGo(Claim claim, IntPredicate ending) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (ending.test(status)) {
                    leases.release(claim);
                }
            }
        });
    }

    /** Notes once what was repaired in idibu's detailed view, and what looks wrong and is sent as it is. */
    @Transactional
    public void noteRepairs(Claim claim, Mended detail) {
        timeline.addOnce(own(claim), clock.now(), "idibu's detail " + detail.note());
    }

    /** Notes once what the forwarded mail has brought. */
    @Transactional
    public void noteMail(Claim claim, KeptMail mail) {
        timeline.addOnce(own(claim), clock.now(), mail.note());
    }

    /** Notes once that the mail's files take the place of one that idibu does not give. */
    @Transactional
    public void noteFile(Claim claim, Exception thrown) {
        String fault = Faults.of(thrown).fault().name();
        timeline.addOnce(own(claim), clock.now(), "idibu's file: " + fault + ", so the mail's is sent");
    }

    /**
     * The applicant's job in Jobtrain; throws where it is not certain. Writes only what is new: the intent writes the job
     * down as well, and even a row that is merely locked costs a commit.
     */
    public JobMatch match(Claim claim, Applicant applicant) throws RelayException {
        if (claim.isDoubtful()) {
            // Whatever has become of the adverts since: it is there that the earlier attempt may have created it.
            return JobMatch.earlier(claim.jobId());
        }
        JobKeys keys = keys(applicant).or(claim.jobKeys());
        if (!keys.equals(claim.jobKeys())) {
            // Before anything throws: who waits for a job is found by these.
            transaction.executeWithoutResult(status -> own(claim).seeks(keys));
        }
        JobMatch match = jobs.match(keys, claim.receivedAt());
        if (!match.isPlain()) {
            transaction.executeWithoutResult(status ->
                    timeline.addOnce(own(claim), clock.now(), "job " + match.jobId() + ", by the " + match.rule()));
        }
        return match;
    }

    /** By what an applicant's job can be found. */
    public static JobKeys keys(Applicant applicant) {
        return new JobKeys(
                applicant.job().clientReference(),
                applicant.job().id(),
                applicant.job().reference());
    }

    /**
     * Writes down that a create is about to be sent: after a crash Jobtrain is asked before it is sent again. False where
     * nothing is to be sent: it is a re-application that is skipped, and has ended as one.
     */
    @Transactional
    public boolean intend(Claim claim, Applicant applicant, JobMatch match) throws RelayException {
        Application application = own(claim);
        // Behind the lock: an erasure waits for whoever has it, and whoever gets it later sees the tombstone.
        tombstones.check(applicant);
        Instant now = clock.now();
        application.matched(match.jobId(), match.rule());
        application.fetched();
        Optional<OtherApplication> before = reapplications.decide(claim, application, applicant.email(), now);
        if (before.isPresent()) {
            letGoAfterwards(claim);
            application.createdAs(before.get().candidateId(), before.get().applicationId());
            application.finish(ApplicationState.DUPLICATE, null, now);
            timeline.add(application, now, reapplications.skipped(before.get()));
            outcomes.success(application, now);
            return false;
        }
        application.intend(now);
        // A whole lease for the create: who takes over while it is under way would not find it at Jobtrain yet.
        application.renew(now.plus(lease));
        return true;
    }

    /**
     * The application that an earlier attempt has made in Jobtrain, or that came there by other ways, as a receipt; null
     * where there is none, and the create may be sent.
     *
     * @param found this person's applications for the job, as Jobtrain has them now
     */
    @Transactional
    public Receipt readBack(Claim claim, JobMatch match, Applicant applicant, List<RemoteApplication> found)
            throws RelayException {
        Application own = own(claim);
        own.matched(match.jobId(), match.rule());
        Optional<RemoteApplication> ours = found.stream()
                .filter(remote -> applicant.email().equalsIgnoreCase(remote.email()))
                .filter(remote -> remote.applicationId() != null)
                .filter(remote -> !applications.existsByJobIdAndApplicationId(match.jobId(), remote.applicationId()))
                // One made since the intent is ours; an older one is the applicant's own.
                .min(Comparator.comparing(claim::isOlder));
        if (ours.isEmpty()) {
            Instant now = clock.now();
            if (!claim.isDoubtful()) {
                timeline.add(own, now, "not in Jobtrain, so it is sent");
                return null;
            }
            own.noDoubt();
            if (retries.next(own.getTryingSince(), now, own.getAttempts(), null).isEmpty()) {
                throw new RelayException(Fault.JOBTRAIN_UNAVAILABLE, "not in Jobtrain, and too old to be sent again");
            }
            timeline.add(own, now, "not in Jobtrain, so it is sent" + (claim.isDoubtOfAnother() ? "" : " again"));
            return null;
        }
        reapplications.remember(own, applicant.email());
        return new Receipt(
                claim.isOlder(ours.get()) ? Receipt.Outcome.ALREADY_APPLIED : Receipt.Outcome.FOUND,
                ours.get().candidateId(),
                ours.get().applicationId(),
                null);
    }

    /** Ends a delivery by what Jobtrain answered; throws where that was no success. */
    @Transactional
    public void record(Claim claim, Receipt receipt) throws RelayException {
        letGoAfterwards(claim);
        switch (receipt.outcome()) {
            case CREATED, FOUND, ALREADY_APPLIED -> {
                Application application = own(claim);
                Instant now = clock.now();
                application.createdAs(receipt.candidateId(), receipt.applicationId());
                application.finish(ApplicationState.DELIVERED, null, now);
                timeline.add(application, now, how(receipt));
                outcomes.success(application, now);
                partners.succeeded(Partner.JOBTRAIN);
            }
            case UNKNOWN ->
                throw new RelayException(Fault.JOBTRAIN_UNREADABLE, "an answer that the mapping does not know");
            case PATH_UNKNOWN -> {
                RelayException refusal = new RelayException(Fault.JOBTRAIN_PATH, "answered to the create");
                partners.refused(Partner.JOBTRAIN, refusal);
                throw refusal;
            }
            case JOB_GONE -> throw new RelayException(Fault.JOB_GONE);
            case REFUSED ->
                throw new RelayException(
                        Fault.JOBTRAIN_REFUSED, receipt.fields() == null ? null : String.join(", ", receipt.fields()));
        }
    }

    private static String how(Receipt receipt) {
        String application = "Jobtrain application " + receipt.applicationId();
        return switch (receipt.outcome()) {
            case FOUND -> application + ", made by an earlier attempt";
            case ALREADY_APPLIED -> "already applied, " + application;
            default -> application;
        };
    }

    /** Ends an attempt that met a fault: the application waits, is parked, or is dead. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void failed(Claim claim, Exception thrown) {
        if (claim == null) {
            LOG.warn("No application could be claimed: {}", Faults.of(thrown).getMessage());
            return;
        }
        boolean tookLong = leases.isSlow(claim);
        letGoAfterwards(claim);
        RelayException fault = Faults.of(thrown);
        Optional<Application> owned = owned(claim);
        if (owned.isEmpty()) {
            LOG.warn("applicant {} met {} after it was taken over", claim.trackId(), fault.fault());
            erased.tidy(claim.id());
            return;
        }
        if (fault.fault() == Fault.UNEXPECTED) {
            LOG.error("applicant {} met an unknown fault: {}", claim.trackId(), fault.getMessage());
        }
        Application application = owned.get();
        if (fault.fault() == Fault.RECORD_UNREADABLE && application.getAttempts() == 1) {
            // Each of them once: where the key is missing, they are all met.
            LOG.error("applicant {} cannot be delivered now: {}", claim.trackId(), fault.getMessage());
        }
        Instant now = clock.now();
        Fault.Handling handling = fault.fault().handling();
        if (tookLong || handling == Fault.Handling.RETRY_SLOWLY) {
            application.slow();
        }
        // A doubt of an earlier attempt that was not read back yet outlives whatever this attempt met.
        boolean doubtOfThisAttempt = !Objects.equals(application.getIntentAt(), claim.intentAt());
        if (doubtOfThisAttempt && !fault.fault().leavesDoubt()) {
            application.noDoubt();
        }
        if (fault.fault().endsWithMore() && !application.getChannels().equals(claim.channels())) {
            // Intake could not release it then, for this attempt was under way.
            application.release(now);
            timeline.add(application, now, fault.fault() + " while another channel brought more");
            return;
        }
        boolean ageless = doubtOfThisAttempt && application.getIntentAt() != null
                || fault.fault() == Fault.REAPPLICATION_AWAITED
                || fault.fault().failureClass() == FailureClass.CONFIGURATION;
        Optional<Instant> next =
                switch (handling) {
                    case RETRY, RETRY_THEN_PARK ->
                        ageless
                                ? Optional.of(now.plus(beforeReadBack(application, fault)))
                                : retries.next(
                                        application.getTryingSince(),
                                        now,
                                        application.getAttempts(),
                                        fault.retryAfter());
                    // The slow lane is wait enough.
                    case RETRY_SLOWLY -> Optional.of(now);
                    case PARK, DEAD -> Optional.empty();
                };
        String code = fault.fault().name();
        if (next.isPresent()) {
            application.waitUntil(next.get(), code);
            timeline.add(application, now, fault.detail());
            return;
        }
        // Nobody else would look whether Jobtrain has it.
        boolean inDoubt = application.getIntentAt() != null;
        boolean parked = inDoubt || handling == Fault.Handling.PARK || handling == Fault.Handling.RETRY_THEN_PARK;
        application.finish(parked ? ApplicationState.PARKED : ApplicationState.DEAD, code, now);
        timeline.add(application, now, inDoubt ? evidence(application, fault) : fault.detail());
        // Whom idibu does not know, and only a mail names, it cannot be told about.
        boolean isUnknownToIdibu = fault.fault() == Fault.IDIBU_REFUSED && application.isKnownByMailAlone();
        if (!isUnknownToIdibu) {
            outcomes.failure(application, fault, now);
        }
    }

    private static String evidence(Application application, RelayException fault) {
        return "in doubt: a create for job " + application.getJobId() + " was sent at " + application.getIntentAt()
                + ", and whether it came through cannot be told"
                + (fault.detail() == null ? "" : "; " + fault.detail());
    }

    /**
     * The first doubt, one's own or that of the same person's other application, is cleared soon; where Jobtrain goes on
     * failing, with growing delays. The maximum age does not count here: what may have been created is asked for once
     * more, the other application comes to its end, and a wrong setting is nobody's fault among the applicants.
     */
    private Duration beforeReadBack(Application application, RelayException fault) {
        Duration delay = application.getAttempts() <= 1
                ? readBackDelay
                : retries.delay(application.getAttempts() - 1, readBackDelay);
        Duration asked = fault.retryAfter();
        return asked != null && asked.compareTo(delay) > 0 ? asked : delay;
    }

    /** Ends the delivery of somebody who was erased and whom only idibu's detail has shown to be the same person. */
    @Transactional
    public void erase(Claim claim) {
        letGoAfterwards(claim);
        owned(claim)
                .ifPresentOrElse(
                        application -> erased.erase(application, clock.now(), "the person was erased: not sent"),
                        () -> erased.tidy(claim.id()));
    }

    /** Of an attempt that has lost its claim to an erasure nothing stays: a file may have come since. */
    @Transactional
    public void dropped(Claim claim) {
        erased.tidy(claim.id());
    }

    private Application own(Claim claim) {
        return owned(claim).orElseThrow(() -> new StaleClaimException(claim.trackId()));
    }

    private Optional<Application> owned(Claim claim) {
        return applications
                .lock(claim.id())
                .filter(application -> application.getFence() == claim.fence()
                        && application.getState() == ApplicationState.DELIVERING);
    }
}
