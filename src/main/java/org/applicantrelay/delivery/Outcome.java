package org.applicantrelay.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.PostLoad;
import jakarta.persistence.QueryHint;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.table.Statuses;
import org.applicantrelay.text.Texts;
import org.springframework.data.domain.Persistable;

/** What idibu is to be told of an application that has ended; the newest word replaces the one before. */
@Entity
@NamedQuery(
        name = Outcome.DUE,
        // Not current_timestamp: Hibernate makes a local time of it, an hour wrong while clocks go back.
        query = "select o from Outcome o where o.dueAt <= instant and " + Outcome.UNTOLD + " order by o.dueAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE,
        hints = @QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
public class Outcome implements Persistable<UUID> {

    /** Name of the query for what is due, the longest due first. */
    public static final String DUE = "Outcome.due";

    /** As for applications: H2's index begins with all that idibu knows already. */
    static final String UNTOLD = "o.dueAt > offset datetime 1970-01-01 00:00:00+00:00";

    private static final int LONGEST_ERROR = 500;

    @Id
    private UUID applicationId;

    private String trackId;
    private boolean success;
    private String remoteId;
    private String error;
    private Instant processedAt;
    private Instant dueAt;
    private long fence;
    private int attempts;
    private Instant toldAt;

    @Transient
    private boolean fresh;

    protected Outcome() {}

    Outcome(Application application) {
        this.applicationId = application.getId();
        this.trackId = application.getTrackId();
        this.fresh = true;
    }

    /** @param remoteId null where Jobtrain has named none */
    void word(Statuses.Told told, String remoteId, Instant now) {
        this.success = told.success();
        this.remoteId = remoteId;
        this.error = Texts.cut(told.message(), LONGEST_ERROR);
        this.processedAt = now;
        this.dueAt = now;
        this.attempts = 0;
        this.toldAt = null;
        // Whoever is telling the word before must not note this one as told.
        this.fence++;
    }

    void claim(Instant leaseUntil) {
        fence++;
        attempts++;
        dueAt = leaseUntil;
    }

    void told(Instant now) {
        dueAt = null;
        toldAt = now;
    }

    void waitUntil(Instant due) {
        dueAt = due;
    }

    @PostLoad
    void loaded() {
        fresh = false;
    }

    @Override
    public UUID getId() {
        return applicationId;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    public String getTrackId() {
        return trackId;
    }

    public boolean isSuccess() {
        return success;
    }

    public String getRemoteId() {
        return remoteId;
    }

    public String getError() {
        return error;
    }

    public Instant getProcessedAt() {
        return processedAt;
    }

    public Instant getToldAt() {
        return toldAt;
    }

    Instant getDueAt() {
        return dueAt;
    }

    long getFence() {
        return fence;
    }

    int getAttempts() {
        return attempts;
    }
}
