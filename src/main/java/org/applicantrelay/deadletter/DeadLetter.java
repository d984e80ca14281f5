package org.applicantrelay.deadletter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.privacy.Personal;

/** One input that could not become an application; the same input again is counted, not kept twice. */
@Entity
public class DeadLetter {

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

    protected DeadLetter() {}

    DeadLetter(String source, String fingerprint, String input, Instant now) {
        this.id = UUID.randomUUID();
        this.source = source;
        this.fingerprint = fingerprint;
        this.input = Personal.of(id, input);
        this.firstAt = now;
    }

    /** The input is that content. */
    void keptAs(UUID content) {
        contentId = content;
    }

    void again(String code, Instant now) {
        if (resolvedAt != null) {
            resolvedAt = null;
            firstAt = now;
        }
        this.code = code;
        this.times++;
        this.lastAt = now;
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

    /** When what it was kept for came by itself, or null. */
    public Instant getResolvedAt() {
        return resolvedAt;
    }

    /** The content that holds the input, or null where it is a text. */
    public UUID getContentId() {
        return contentId;
    }

    /** The input, untouched; null where a content holds it. */
    public String getInput() {
        return Personal.text(input);
    }
}
