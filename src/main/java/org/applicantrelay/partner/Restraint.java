package org.applicantrelay.partner;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/** What keeps the replicas from calling a partner: a pause it has asked for, or its refusal of the relay as a whole. */
@Entity
@Table(name = "partner")
class Restraint {

    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "name")
    private Partner partner;

    private Instant pausedUntil;

    @Enumerated(EnumType.STRING)
    private Fault heldCode;

    private String heldDetail;
    private Instant heldSince;
    private Instant probeAt;
    private int probes;

    protected Restraint() {}

    /** A shorter pause than the one that runs changes nothing. */
    void pause(Instant until) {
        if (pausedUntil == null || pausedUntil.isBefore(until)) {
            pausedUntil = until;
        }
    }

    /** False where it was held before. */
    boolean hold(RelayException refusal, Instant now, Duration untilProbe) {
        if (isHeld()) {
            return false;
        }
        heldCode = refusal.fault();
        heldDetail = refusal.detail();
        heldSince = now;
        probes = 0;
        probeAt = now.plus(untilProbe);
        return true;
    }

    boolean isProbeDue(Instant now) {
        return isHeld() && !probeAt.isAfter(now);
    }

    void probed(Instant next) {
        probes++;
        probeAt = next;
    }

    void lift() {
        heldCode = null;
        heldDetail = null;
        heldSince = null;
        probeAt = null;
        probes = 0;
    }

    boolean isHeld() {
        return heldCode != null;
    }

    Partner getPartner() {
        return partner;
    }

    Instant getPausedUntil() {
        return pausedUntil;
    }

    Fault getHeldCode() {
        return heldCode;
    }

    String getHeldDetail() {
        return heldDetail;
    }

    int getProbes() {
        return probes;
    }
}
