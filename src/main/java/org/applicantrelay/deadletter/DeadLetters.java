package org.applicantrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.applicantrelay.application.Applications;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.privacy.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The store behind the dead letter channel. */
@Component
public class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterRows rows;
    private final Applications applications;

    DeadLetters(DeadLetterRows rows, Applications applications) {
        this.rows = rows;
        this.applications = applications;
    }

    /** The dead letters' rows. */
    interface DeadLetterRows extends JpaRepository<DeadLetter, UUID> {
        Optional<DeadLetter> findBySourceAndFingerprint(String source, String fingerprint);

        @Query("select min(d.firstAt) from DeadLetter d"
                + " where d.code = :code and d.resolvedAt is null and d.lastAt > :since")
        Optional<Instant> oldest(String code, Instant since);

        @Modifying
        @Query("update DeadLetter d set d.resolvedAt = :now"
                + " where d.code = :code and d.resolvedAt is null and d.lastAt > :since")
        int resolve(String code, Instant since, Instant now);
    }

    /**
     * Keeps {@code input} in a transaction of its own, whatever becomes of the caller's.
     *
     * @param source id of the route that the input came by
     * @throws RelayException what was thrown, where the input is not to blame: a database that fails for a moment would
     *     make a dead letter of every input, and the source brings it again by itself
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void keep(String source, String input, Exception thrown) throws RelayException {
        RelayException fault = Faults.of(thrown);
        if (fault.fault() == Fault.DATABASE) {
            throw fault;
        }
        String fingerprint = Vault.sha256(input.getBytes(StandardCharsets.UTF_8));
        Instant now = applications.now();
        DeadLetter letter = rows.findBySourceAndFingerprint(source, fingerprint)
                .orElseGet(() -> new DeadLetter(source, fingerprint, input, now));
        letter.again(fault.fault().name(), now);
        rows.save(letter);
        if (letter.getTimes() == 1) {
            LOG.error("An input from {} is kept as dead letter: {}", source, fault.getMessage());
        } else {
            LOG.warn("A dead letter from {} came again: {}", source, fault.getMessage());
        }
    }

    /** When the first of the unresolved dead letters came that bear that code and came again after {@code since}. */
    public Optional<Instant> oldestSince(Fault code, Instant since) {
        return rows.oldest(code.name(), since == null ? Instant.EPOCH : since);
    }

    /** Marks those dead letters as resolved: what they were kept for has come by itself. */
    @Transactional
    public void resolve(Fault code, Instant since) {
        int resolved = rows.resolve(code.name(), since == null ? Instant.EPOCH : since, applications.now());
        if (resolved > 0) {
            LOG.info("{} dead letters {} are resolved: all was read", resolved, code);
        }
    }

    /** All that are kept. */
    public List<DeadLetter> all() {
        return rows.findAll();
    }
}
