package org.applicantrelay.deadletter;

import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.erasure.Tombstones;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The store behind the dead letter channel. */
@Component
public class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private static final String WITHOUT_INPUT = "select new org.applicantrelay.deadletter.KeptLetter("
            + "d.id, d.source, d.code, d.times, d.firstAt, d.lastAt) from DeadLetter d";

    /** No index knows the source, which one of a few has brought them all from. */
    private static final String OPEN = " where d.lastAt >= :since and d.lastAt < :until"
            + " and (:source = '' or d.source = :source) and d.resolvedAt is null and d.discardedAt is null";

    private static final Set<Fault> NOT_THE_INPUTS = Set.of(Fault.DATABASE, Fault.MAILBOX_UNAVAILABLE);

    private final DeadLetterRows rows;
    private final DatabaseClock clock;
    private final Contents contents;
    private final Audit audit;
    private final Tombstones tombstones;

    DeadLetters(DeadLetterRows rows, DatabaseClock clock, Contents contents, Audit audit, Tombstones tombstones) {
        this.tombstones = tombstones;
        this.rows = rows;
        this.clock = clock;
        this.contents = contents;
        this.audit = audit;
    }

    /** The dead letters' rows. */
    interface DeadLetterRows extends JpaRepository<DeadLetter, UUID> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select d from DeadLetter d where d.id = :id")
        Optional<DeadLetter> lock(UUID id);

        @Query(WITHOUT_INPUT + OPEN + " order by d.lastAt desc")
        List<KeptLetter> open(String source, Instant since, Instant until, Limit limit);

        @Query(WITHOUT_INPUT + OPEN + " and d.code = :code order by d.lastAt desc")
        List<KeptLetter> open(String code, String source, Instant since, Instant until, Limit limit);

        @Query("select count(d) from DeadLetter d" + OPEN)
        long count(String source, Instant since, Instant until);

        @Query("select count(d) from DeadLetter d" + OPEN + " and d.code = :code")
        long count(String code, String source, Instant since, Instant until);

        @Query("select d.id from DeadLetter d order by d.id")
        List<UUID> ids();

        Optional<DeadLetter> findBySourceAndFingerprint(String source, String fingerprint);

        @Query("select min(d.firstAt) from DeadLetter d"
                + " where d.source = :source and d.code = :code and d.resolvedAt is null and d.discardedAt is null"
                + " and d.lastAt > :since")
        Optional<Instant> oldest(String source, String code, Instant since);

        @Modifying
        @Query("update DeadLetter d set d.resolvedAt = :now"
                + " where d.source = :source and d.code = :code and d.resolvedAt is null and d.discardedAt is null"
                + " and d.lastAt > :since")
        int resolve(String source, String code, Instant since, Instant now);
    }

    /**
     * Keeps {@code input} in a transaction of its own, whatever becomes of the caller's.
     *
     * @param replayed the letter that an operator has replayed, whose source counts; null where the input is new
     * @param route id of the route that the input came by
     * @param input a text, or a staged {@link Content}
     * @throws RelayException what was thrown, where the input is not to blame: a database or a mailbox that fails for a
     *     moment would make a dead letter of every input, and the source brings it again by itself
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void keep(ReplayedLetter replayed, String route, Object input, Exception thrown) throws RelayException {
        RelayException fault = Faults.of(thrown);
        if (NOT_THE_INPUTS.contains(fault.fault())) {
            throw fault;
        }
        Content staged = input instanceof Content content ? content : null;
        String text = staged == null ? (String) input : null;
        String fingerprint = staged == null ? Vault.sha256(text.getBytes(StandardCharsets.UTF_8)) : staged.getSha256();
        String source = replayed == null ? route : replayed.source();
        Instant now = clock.now();
        DeadLetter letter = rows.findBySourceAndFingerprint(source, fingerprint)
                .orElseGet(() -> new DeadLetter(source, fingerprint, text, now));
        letter.keep(text);
        if (staged != null && letter.getContentId() == null) {
            contents.settle(staged);
            letter.keptAs(staged.getId());
        } else if (staged != null) {
            contents.discard(staged);
        }
        letter.again(fault.fault().name(), now);
        DeadLetter kept = rows.saveAndFlush(letter);
        // Behind the first write: an erasure waits for whoever has written, and all others see its tombstones.
        if (namesTheErased(kept)) {
            erase(kept);
            LOG.warn(
                    "An input from {} could not be taken in, and names somebody who was erased: it is not kept. {}",
                    source,
                    fault.getMessage());
            return;
        }
        if (letter.getTimes() == 1) {
            LOG.error("An input from {} is kept as dead letter: {}", source, fault.getMessage());
        } else if (letter.getDiscardedAt() == null) {
            LOG.warn("A dead letter from {} came again: {}", source, fault.getMessage());
        }
    }

    private boolean namesTheErased(DeadLetter letter) {
        if (letter.getContentId() == null) {
            return letter.getInput() != null && tombstones.isNamedIn(letter.getInput());
        }
        try (InputStream bytes = contents.open(contents.get(letter.getContentId()))) {
            return tombstones.isNamedIn(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A content could not be read", e);
        }
    }

    /**
     * Those that somebody has yet to look after, the newest first.
     *
     * @param code null for any
     * @param source id of the route that they came by; null for any
     * @param since of their last coming
     * @param until the first moment that is not meant any more
     * @param most how many at most
     */
    public List<KeptLetter> open(Fault code, String source, Instant since, Instant until, int most) {
        String route = source == null ? "" : source;
        return code == null
                ? rows.open(route, since, until, Limit.of(most))
                : rows.open(code.name(), route, since, until, Limit.of(most));
    }

    /** How many those would be without a limit. */
    public long count(Fault code, String source, Instant since, Instant until) {
        String route = source == null ? "" : source;
        return code == null ? rows.count(route, since, until) : rows.count(code.name(), route, since, until);
    }

    public Optional<DeadLetter> find(UUID id) {
        return rows.findById(id);
    }

    /**
     * Settles a letter whose input has gone its way.
     *
     * @param timesBefore how often its input had come before it was replayed
     * @param resolution what has become of it, without personal data
     * @return false where the input was refused, and is kept, once more
     */
    @Transactional
    public boolean resolve(UUID id, int timesBefore, String resolution) {
        DeadLetter letter = rows.lock(id).orElseThrow();
        if (letter.getTimes() > timesBefore) {
            return false;
        }
        letter.resolve(resolution, clock.now());
        return true;
    }

    /**
     * Takes a letter from the list for good; its input stays.
     *
     * @param reason without personal data
     * @return false where it is settled already
     */
    @Transactional
    public boolean discard(UUID id, String reason) {
        DeadLetter letter = rows.lock(id).orElseThrow();
        if (!letter.isOpen()) {
            return false;
        }
        letter.discard(reason, clock.now());
        audit.note(Actor.operator(), "discard", "dead letter " + id, reason);
        return true;
    }

    /**
     * Erases the input of a letter, and settles it, in the caller's transaction.
     *
     * @return false where it has none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean erase(UUID id) {
        return rows.lock(id).filter(this::erase).isPresent();
    }

    private boolean erase(DeadLetter letter) {
        UUID content = letter.getContentId();
        boolean hasInput = content != null || letter.getInput() != null;
        letter.erase(clock.now());
        rows.flush();
        if (content != null) {
            contents.discard(contents.get(content));
        }
        return hasInput;
    }

    /** When the first of a source's unresolved dead letters came that bear that code and came again after {@code since}. */
    public Optional<Instant> oldestSince(String source, Fault code, Instant since) {
        return rows.oldest(source, code.name(), since == null ? Instant.EPOCH : since);
    }

    /** Marks those dead letters as resolved: what they were kept for has come by itself. */
    @Transactional
    public void resolve(String source, Fault code, Instant since) {
        int resolved = rows.resolve(source, code.name(), since == null ? Instant.EPOCH : since, clock.now());
        if (resolved > 0) {
            LOG.info("{} dead letters {} are resolved: all was read", resolved, code);
        }
    }

    /** The ids of all that are kept, settled or not, the first first. */
    public List<UUID> ids() {
        return rows.ids();
    }

    /** All that are kept. */
    public List<DeadLetter> all() {
        return rows.findAll();
    }
}
