package org.applicantrelay.poller;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDateTime;

/** A poller's row: who has the turn, and how far the last one came. */
@Entity
class Poller {

    @Id
    private String name;

    private long fence;
    private String leaseOwner;
    private Instant leaseUntil;
    private Instant finishedAt;

    /** As text: a column of a timestamp type would be shifted by the JVM's own clock changes. */
    private String listingCursor;

    protected Poller() {}

    Poller(String name) {
        this.name = name;
    }

    /** A lease of its own does not stop a replica: no poller runs twice in one, so that lease was left behind. */
    boolean isFree(String owner, Instant now) {
        return leaseUntil == null || leaseUntil.isBefore(now) || owner.equals(leaseOwner);
    }

    void lease(String owner, Instant until) {
        leaseOwner = owner;
        leaseUntil = until;
        fence++;
    }

    void renew(Instant until) {
        leaseUntil = until;
    }

    void release() {
        leaseOwner = null;
        leaseUntil = null;
    }

    void finished(Instant at) {
        finishedAt = at;
    }

    void moveListingCursor(LocalDateTime cursor) {
        listingCursor = cursor.toString();
    }

    /** Who has the turn; null where nobody has. */
    String leaseOwner(Instant now) {
        return leaseUntil == null || leaseUntil.isBefore(now) ? null : leaseOwner;
    }

    String getName() {
        return name;
    }

    long getFence() {
        return fence;
    }

    Instant getFinishedAt() {
        return finishedAt;
    }

    LocalDateTime getListingCursor() {
        return listingCursor == null ? null : LocalDateTime.parse(listingCursor);
    }
}
