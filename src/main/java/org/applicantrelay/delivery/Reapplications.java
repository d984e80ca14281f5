package org.applicantrelay.delivery;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.OtherApplication;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.RelayProperties.Reapplication;
import org.applicantrelay.time.LondonTime;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody who applies for the same job once more, under another track id. Of one person and job no more than one create
 * is under way or in doubt at a time, whatever the policy: otherwise a read-back could take the one for the other.
 */
@Component
class Reapplications {

    /** As many rows as the table has. */
    private static final int LOCKS = 256;

    private static final String LOCK = "select number from reapplication_lock where number = :number for update";

    private final Applications applications;
    private final Timeline timeline;
    private final Vault vault;
    private final Reapplication policy;
    private final Duration window;

    @PersistenceContext
    private EntityManager database;

    Reapplications(Applications applications, Timeline timeline, Vault vault, RelayProperties relay) {
        this.applications = applications;
        this.timeline = timeline;
        this.vault = vault;
        this.policy = relay.delivery().reapplication();
        this.window = relay.delivery().reapplicationWindow();
    }

    /**
     * The delivered application that makes {@code own} one too many; empty where it is to be sent. The caller writes its
     * intent in this transaction: nobody else decides on the same person and job before that is committed.
     *
     * @param email the address that {@code own} is sent with
     * @param now by the database's clock
     * @throws RelayException REAPPLICATION_AWAITED where that is not certain yet
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<OtherApplication> decide(Claim claim, Application own, String email, Instant now)
            throws RelayException {
        lock(email, own.getJobId());
        List<String> hashes = vault.emailHashes(email);
        List<OtherApplication> others =
                applications.othersOf(hashes.get(0), hashes.get(hashes.size() - 1), own.getJobId(), own.getId());
        // Before anything throws: whoever decides next finds this one by it.
        remember(own, email);
        Optional<OtherApplication> delivered = others.stream()
                .filter(OtherApplication::isDelivered)
                .max(Comparator.comparing(OtherApplication::finishedAt));
        if (policy == Reapplication.SKIP
                && delivered.filter(other -> isWithinWindow(other, now)).isPresent()) {
            return delivered;
        }
        awaitDoubtful(claim, own, others, now);
        delivered.ifPresent(other -> timeline.addOnce(own, now, "a re-application: " + words(other) + reason()));
        return Optional.empty();
    }

    /** Whoever applies for the same job later finds {@code own} by the address that Jobtrain has. */
    void remember(Application own, String email) {
        own.appliesAs(email, vault.emailHash(email));
    }

    /** By the address, not its hash: that is another after the key was rotated. */
    private void lock(String email, String jobId) {
        int number = Math.floorMod((email.strip().toLowerCase(Locale.ROOT) + '\n' + jobId).hashCode(), LOCKS);
        database.createNativeQuery(LOCK).setParameter("number", number).getSingleResult();
    }

    private boolean isWithinWindow(OtherApplication other, Instant now) {
        return Duration.between(other.finishedAt(), now).compareTo(window) < 0;
    }

    private void awaitDoubtful(Claim claim, Application own, List<OtherApplication> others, Instant now)
            throws RelayException {
        Optional<OtherApplication> underWay =
                others.stream().filter(OtherApplication::isUnderWay).findFirst();
        if (underWay.isPresent()) {
            throw new RelayException(
                    Fault.REAPPLICATION_AWAITED,
                    "of applicant " + underWay.get().trackId());
        }
        Optional<OtherApplication> heldUp = others.stream()
                .filter(OtherApplication::isHeldUp)
                .max(Comparator.comparing(OtherApplication::intentAt))
                .filter(other -> policy == Reapplication.SKIP && !isReadBack(claim, other));
        if (heldUp.isPresent()) {
            // Nobody else will clear it: this one takes the doubt over, and asks Jobtrain at its next attempt.
            own.takeDoubtOver(heldUp.get().intentAt(), now);
            throw new RelayException(
                    Fault.REAPPLICATION_AWAITED,
                    "of applicant " + heldUp.get().trackId() + ", held up in doubt: Jobtrain is asked");
        }
    }

    /** Whether this attempt has asked Jobtrain already, and it has nothing that was created since then. */
    private static boolean isReadBack(Claim claim, OtherApplication other) {
        return claim.isDoubtful() && !other.intentAt().isAfter(claim.intentAt());
    }

    /** For the timeline of one that is skipped. */
    String skipped(OtherApplication other) {
        return words(other) + ", within " + windowInWords() + ": not sent again";
    }

    private String reason() {
        return policy == Reapplication.SEND
                ? ": sent as well"
                : ", longer ago than " + windowInWords() + ": sent as well";
    }

    private static String words(OtherApplication other) {
        return "applied as applicant " + other.trackId() + " on "
                + LondonTime.at(other.finishedAt()).toLocalDate()
                + (other.applicationId() == null ? "" : ", Jobtrain application " + other.applicationId());
    }

    private String windowInWords() {
        boolean isWholeDays = window.equals(Duration.ofDays(window.toDays()));
        return DurationStyle.SIMPLE.print(window, isWholeDays ? ChronoUnit.DAYS : ChronoUnit.SECONDS);
    }
}
