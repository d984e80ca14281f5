package org.applicantrelay.erasure;

import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.applicantrelay.delivery.RetryPolicy;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuAnswer;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows an erasure: idibu is asked to delete the person, and looked at until it has, for its answer is always a
 * success (idibu, quirk 17); in Jobtrain somebody has to.
 */
@Component
public class ErasureRecords {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureRecords.class);

    /** Of an applicant: a job's id stands deeper. */
    private static final Pattern ID = Pattern.compile("<applicant>\\s*<id>\\s*(\\d+)\\s*</id>");

    /** idibu queues deletions. */
    private static final Duration LOOK_AFTER = Duration.ofMinutes(10);

    /** About a day. */
    private static final int CHECKS_BEFORE_ASKING_AGAIN = 144;

    private final ErasureRows rows;
    private final ErasureTasks tasks;
    private final DatabaseClock clock;
    private final Partners partners;
    private final RetryPolicy retries;
    private final Duration lease;

    ErasureRecords(
            ErasureRows rows,
            ErasureTasks tasks,
            DatabaseClock clock,
            Partners partners,
            RetryPolicy retries,
            RelayProperties relay) {
        this.rows = rows;
        this.tasks = tasks;
        this.clock = clock;
        this.partners = partners;
        this.retries = retries;
        this.lease = relay.delivery().lease();
    }

    /** The erasures' rows. */
    interface ErasureRows extends JpaRepository<ErasureRecord, UUID> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select e from ErasureRecord e where e.id = :id")
        Optional<ErasureRecord> lock(UUID id);

        List<ErasureRecord> findAllByOrderByAskedAtDesc();
    }

    /** The tasks' rows. */
    interface ErasureTasks extends JpaRepository<ErasureTask, Long> {
        List<ErasureTask> findByErasureIdOrderById(UUID erasureId);

        List<ErasureTask> findByDoneAtIsNullOrderById();
    }

    /** Writes down what was erased here, and what is to follow, in the transaction that does it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(ErasureRecord.Request request) {
        rows.saveAndFlush(new ErasureRecord(request));
        request.inJobtrain().forEach(trace -> tasks.save(new ErasureTask(request.id(), trace)));
    }

    /** Claims the first of {@code due}, rows locked by the caller's transaction; null where there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Deletion claim(List<ErasureRecord> due) {
        if (due.isEmpty()) {
            return null;
        }
        ErasureRecord erasure = due.get(0);
        erasure.claim(clock.asked().plus(lease));
        return new Deletion(erasure);
    }

    /** idibu has taken the request; whether it is carried out is seen later. */
    @Transactional
    public void asked(Deletion deletion) {
        current(deletion).ifPresent(erasure -> {
            Instant now = clock.now();
            erasure.asked(now, now.plus(LOOK_AFTER));
            partners.succeeded(Partner.IDIBU);
            LOG.info("erasure {}: idibu was asked to delete the person", erasure.getId());
        });
    }

    /** What idibu still shows under one of the track ids; null where that is empty. */
    public void saw(Deletion deletion, IdibuApplicant applicant) {
        deletion.found(applicant == null || applicant.isDeleted() ? 0 : 1);
    }

    /** idibu shows nothing, and says why: it does not know the id any more, or {@code thrown} is thrown again. */
    public void sawNothing(Exception thrown) throws RelayException {
        RelayException fault = Faults.of(thrown);
        if (fault.fault() != Fault.IDIBU_REFUSED) {
            throw fault;
        }
    }

    /** What idibu's listing has under the address from before the erasure, whether it was ever here or not. */
    public void listedToo(Deletion deletion, String page) {
        deletion.listedToo(ID.matcher(page).results().map(id -> id.group(1)).toList());
    }

    /** What idibu's listing has under the address since the erasure. */
    public void appliedAnew(Deletion deletion, String page) throws RelayException {
        deletion.appliedAnew(IdibuAnswer.total(page));
    }

    /** What idibu's listing still has under the address from before the erasure. */
    public void listed(Deletion deletion, String page) throws RelayException {
        deletion.found(IdibuAnswer.total(page));
    }

    /** All has been looked at. */
    @Transactional
    public void looked(Deletion deletion) {
        current(deletion).ifPresent(erasure -> {
            Instant now = clock.now();
            partners.succeeded(Partner.IDIBU);
            if (deletion.left() == 0) {
                erasure.deleted(now);
                LOG.info("erasure {}: idibu has deleted the person", erasure.getId());
            } else if (erasure.getChecks() + 1 < CHECKS_BEFORE_ASKING_AGAIN) {
                erasure.stillThere(now.plus(LOOK_AFTER));
            } else {
                LOG.warn(
                        "erasure {}: idibu still shows the person ({} applicants) since it was asked at {}; it is"
                                + " asked again. If this goes on, ask idibu's support",
                        erasure.getId(),
                        deletion.left(),
                        erasure.getIdibuAskedAt());
                erasure.askAgain(now);
            }
        });
    }

    /** idibu could not be asked, or looked at, now. */
    @Transactional
    public void failed(Deletion deletion, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        current(deletion).ifPresent(erasure -> {
            erasure.failed(clock.now().plus(retries.delay(erasure.getAttempts() + 1, fault.retryAfter())));
            LOG.warn("erasure {}: idibu could not be asked or looked at now: {}", erasure.getId(), fault.getMessage());
        });
    }

    private Optional<ErasureRecord> current(Deletion deletion) {
        return rows.lock(deletion.id()).filter(erasure -> erasure.getFence() == deletion.fence());
    }

    /** All, the newest first. */
    List<ErasureRecord> all() {
        return rows.findAllByOrderByAskedAtDesc();
    }

    /** @throws IllegalArgumentException where there is none */
    ErasureRecord get(UUID id) {
        return rows.findById(id).orElseThrow(() -> new IllegalArgumentException("No erasure has that id"));
    }

    List<ErasureTask> tasksOf(UUID erasure) {
        return tasks.findByErasureIdOrderById(erasure);
    }

    List<ErasureTask> openTasks() {
        return tasks.findByDoneAtIsNullOrderById();
    }

    /** @return how many were open */
    @Transactional
    int done(UUID erasure, String actor, String proof) {
        List<ErasureTask> open =
                tasksOf(erasure).stream().filter(task -> !task.isDone()).collect(Collectors.toList());
        open.forEach(task -> task.done(clock.now(), actor, proof));
        return open.size();
    }
}
