package org.applicantrelay.deadletter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.privacy.Personal;
import org.applicantrelay.text.Texts;
import org.applicantrelay.time.Ids;

/** One input that could not become an application; the same input again is counted, not kept twice. */
@Entity
public class DeadLetter {

    private static final int LONGEST_RESOLUTION = 500;

    private static final Set<Fault> OF_A_PAGE = Set.of(Fault.LISTING_UNREADABLE, Fault.ANSWER_TOO_LARGE);

    @Id
    private UUID id;

    private String source;
    private String code;
    private String fingerprint;
    private Personal input;
    private UUID contentId;
    private int times;
    private Instant firstAt;
    private Instant lastAt;
    private Instant resolvedAt;
    private Instant discardedAt;
    private String resolution;

    protected DeadLetter() {}

    DeadLetter(String source, String fingerprint, String input, Instant now) {
        this.id = Ids.next();
        this.source = source;
        this.fingerprint = fingerprint;
        this.input = Personal.of(id, input);
        this.firstAt = now;
    }

    /** The input once more, where it was erased meanwhile. */
    void keep(String text) {
        if (!hasInput()) {
            input = Personal.of(id, text);
        }
    }

    /** The input is that content. */
    void keptAs(UUID content) {
        contentId = content;
    }

    /** What an operator has discarded stays so, though idibu's listing brings it at each poll. */
    void again(String code, Instant now) {
        if (resolvedAt != null) {
            resolvedAt = null;
            resolution = null;
            firstAt = now;
        }
        this.code = code;
        this.times++;
        this.lastAt = now;
    }

    void resolve(String resolution, Instant now) {
        this.resolvedAt = now;
        this.resolution = Texts.cut(resolution, LONGEST_RESOLUTION);
    }

    void discard(String reason, Instant now) {
        this.discardedAt = now;
        this.resolution = Texts.cut(reason, LONGEST_RESOLUTION);
    }

    /** Its input is erased; nobody has to look after it any more, unless it was a page, which is of others as well. */
    void erase(Instant now) {
        input = null;
        contentId = null;
        if (isOpen() && !OF_A_PAGE.contains(Fault.valueOf(code))) {
            resolve("Its input named a person who was erased", now);
        }
    }

    public UUID getId() {
        return id;
    }

    /** The route that the input came by. */
    public String getSource() {
        return source;
    }

    public String getCode() {
        return code;
    }

    public int getTimes() {
        return times;
    }

    public Instant getFirstAt() {
        return firstAt;
    }

    public Instant getLastAt() {
        return lastAt;
    }

    /** SHA-256 of the input, as 64 hex digits. */
    public String getFingerprint() {
        return fingerprint;
    }

    /** When what it was kept for came, by itself or by a replay, or null. */
    public Instant getResolvedAt() {
        return resolvedAt;
    }

    /** When an operator discarded it, or null. */
    public Instant getDiscardedAt() {
        return discardedAt;
    }

    /** Whether somebody has yet to look after it. */
    public boolean isOpen() {
        return resolvedAt == null && discardedAt == null;
    }

    /** What has become of it, or why it was discarded; null where it is open, or was resolved by itself. */
    public String getResolution() {
        return resolution;
    }

    /** The content that holds the input, or null where it is a text. */
    public UUID getContentId() {
        return contentId;
    }

    /** Whether its input is here; false once its retention has ended. */
    public boolean hasInput() {
        return input != null || contentId != null;
    }

    /** The input, untouched; null where a content holds it, and once it is erased. */
    public String getInput() {
        return Personal.text(input, id);
    }
}
