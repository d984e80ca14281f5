package org.applicantrelay.erasure;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.PostLoad;
import jakarta.persistence.QueryHint;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.applicantrelay.privacy.Personal;
import org.springframework.data.domain.Persistable;

/** One erasure: what was removed here, and how far idibu is with what it was asked for. */
@Entity
@Table(name = "erasure")
@NamedQuery(
        name = ErasureRecord.DUE,
        query = "select e from ErasureRecord e where e.dueAt <= instant order by e.dueAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE,
        // SKIP LOCKED, as for applications.
        hints = @QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
public class ErasureRecord implements Persistable<UUID> {

    /** Name of the query for those that idibu is to be asked, or looked at, for; the longest due first. */
    public static final String DUE = "ErasureRecord.due";

    @Id
    private UUID id;

    private Instant askedAt;
    private String actor;
    private Personal subject;
    private String removed;
    private String tombstones;
    private Instant dueAt;
    private long fence;
    private int attempts;
    private int checks;
    private Instant idibuAskedAt;
    private Instant idibuDeletedAt;

    @Transient
    private boolean fresh;

    protected ErasureRecord() {}

    /**
     * What an erasure has done here, and what follows.
     *
     * @param actor who asked for it; no personal data
     * @param trackIds idibu's ids of the person's applications
     * @param email the person's address, or null where it is not known
     * @param removed how much was removed here, by kind, such as {@code files}
     * @param tombstones keyed hashes
     */
    public record Request(
            UUID id,
            Instant at,
            String actor,
            Set<String> trackIds,
            String email,
            List<RemoteTrace> inJobtrain,
            Map<String, Integer> removed,
            List<String> tombstones) {

        /** Personal data throughout, so only the id is printed. */
        @Override
        public String toString() {
            return "erasure " + id;
        }
    }

    /** @param doubtful true where a create was sent whose answer is not known; then the ids may be null */
    public record RemoteTrace(String candidateId, String applicationId, String jobId, boolean doubtful) {}

    /** The person as idibu knows him. */
    record Subject(Set<String> trackIds, String email) {

        private String text() {
            return String.join(" ", trackIds) + "\n" + (email == null ? "" : email);
        }

        private static Subject of(String text) {
            String[] lines = text.split("\n", -1);
            return new Subject(
                    lines[0].isEmpty() ? Set.of() : new TreeSet<>(Set.of(lines[0].split(" "))),
                    lines[1].isEmpty() ? null : lines[1]);
        }
    }

    ErasureRecord(Request request) {
        this.id = request.id();
        this.askedAt = request.at();
        this.actor = request.actor();
        this.removed = new TreeMap<>(request.removed())
                .entrySet().stream()
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", "));
        this.tombstones = String.join(" ", request.tombstones());
        this.fresh = true;
        if (request.email() != null || !request.trackIds().isEmpty()) {
            this.subject = Personal.of(id, new Subject(request.trackIds(), request.email()).text());
            this.dueAt = request.at();
        }
    }

    void claim(Instant leaseUntil) {
        fence++;
        dueAt = leaseUntil;
    }

    void asked(Instant now, Instant lookAt) {
        idibuAskedAt = now;
        attempts = 0;
        checks = 0;
        dueAt = lookAt;
    }

    /** Something was still there. */
    void stillThere(Instant next) {
        attempts = 0;
        checks++;
        dueAt = next;
    }

    /** idibu is asked once more. */
    void askAgain(Instant now) {
        stillThere(now);
        idibuAskedAt = null;
    }

    void deleted(Instant now) {
        idibuDeletedAt = now;
        subject = null;
        dueAt = null;
    }

    void failed(Instant next) {
        attempts++;
        dueAt = next;
    }

    @PostLoad
    void loaded() {
        fresh = false;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    public Instant getAskedAt() {
        return askedAt;
    }

    public String getActor() {
        return actor;
    }

    /** What was removed here, in words. */
    public String getRemoved() {
        return removed;
    }

    /** Their hashes, with spaces between them. */
    public String getTombstones() {
        return tombstones;
    }

    /** When idibu was last asked; null where it is still to be. */
    public Instant getIdibuAskedAt() {
        return idibuAskedAt;
    }

    /** When it was seen that idibu has deleted the person; null where it is still to be. */
    public Instant getIdibuDeletedAt() {
        return idibuDeletedAt;
    }

    /** Whether there was nothing that idibu could have been asked for. */
    public boolean isUnknownToIdibu() {
        return subject == null && idibuDeletedAt == null;
    }

    Subject subject() {
        return Subject.of(Personal.text(subject, id));
    }

    long getFence() {
        return fence;
    }

    int getAttempts() {
        return attempts;
    }

    int getChecks() {
        return checks;
    }
}
