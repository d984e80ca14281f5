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
        LOG.error("An input from {} is kept as dead letter: {}", source, fault.getMessage());
    }

    /** All that are kept. */
    public List<DeadLetter> all() {
        return rows.findAll();
    }
}
