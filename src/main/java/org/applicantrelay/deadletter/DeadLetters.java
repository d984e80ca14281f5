package org.applicantrelay.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.applicantrelay.application.Applications;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.privacy.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
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

        @Query("select d from DeadLetter d where d.code = :code and d.resolvedAt is null and d.lastAt > :since")
        List<DeadLetter> unresolved(String code, Instant since);
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
    @Transactional(readOnly = true)
    public Optional<Instant> oldestSince(Fault code, Instant since) {
        return unresolved(code, since).map(DeadLetter::getFirstAt).min(Comparator.naturalOrder());
    }

    /** Marks those dead letters as resolved: what they were kept for has come by itself. */
    @Transactional
    public void resolve(Fault code, Instant since) {
        Instant now = applications.now();
        List<DeadLetter> resolved = unresolved(code, since).toList();
        resolved.forEach(letter -> letter.resolve(now));
        if (!resolved.isEmpty()) {
            LOG.info("{} dead letters {} are resolved: all was read", resolved.size(), code);
        }
    }

    private Stream<DeadLetter> unresolved(Fault code, Instant since) {
        return rows.unresolved(code.name(), since == null ? Instant.EPOCH : since).stream();
    }

    /** All that are kept. */
    public List<DeadLetter> all() {
        return rows.findAll();
    }
}
