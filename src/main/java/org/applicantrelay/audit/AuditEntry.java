package org.applicantrelay.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.applicantrelay.text.Texts;
import org.hibernate.annotations.Immutable;

/** One thing that somebody did. Without personal data. */
@Entity
@Immutable
public class AuditEntry {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private Instant at;
    private String actor;
    private String action;
    private String subject;
    private String detail;

    protected AuditEntry() {}

    AuditEntry(Instant at, String actor, String action, String subject, String detail) {
        this.at = at;
        this.actor = Texts.cut(actor, LONGEST_NAME);
        this.action = Texts.cut(action, LONGEST_NAME);
        this.subject = Texts.cut(subject, LONGEST_TEXT);
        this.detail = Texts.cut(detail, LONGEST_TEXT);
    }

    public Instant getAt() {
        return at;
    }

    /** Such as {@code operator}, {@code command line}, {@code retention}. */
    public String getActor() {
        return actor;
    }

    /** Such as {@code replay}. */
    public String getAction() {
        return action;
    }

    /** Such as {@code application} and its id. */
    public String getSubject() {
        return subject;
    }

    /** A few words more, or null. */
    public String getDetail() {
        return detail;
    }

    @Override
    public String toString() {
        return actor + ", " + action + ", " + subject + (detail == null ? "" : " (" + detail + ")");
    }
}
