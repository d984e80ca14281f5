package org.applicantrelay.delivery;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.applicantrelay.application.Applications;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.poller.Replica;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the leases of what this replica works on from running out: only a silent replica is taken over, not one with a
 * slow partner. A worker that hangs is silent too, in the end.
 */
@Component
public class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration LONGEST_WORK = Duration.ofMinutes(30);
    private static final int BEATS_PER_LEASE = 3;

    /** Whoever takes longer goes on in the slow lane. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final AtomicReference<UUID> slowLane = new AtomicReference<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(beat -> {
        Thread thread = new Thread(beat, "lease-renewal");
        thread.setDaemon(true);
        return thread;
    });

    private final Applications applications;
    private final DatabaseClock clock;
    private final Replica replica;
    private final Duration lease;
    private final Duration margin;

    Leases(Applications applications, DatabaseClock clock, Replica replica, RelayProperties relay) {
        this.applications = applications;
        this.clock = clock;
        this.replica = replica;
        this.lease = relay.delivery().lease();
        // Not so much of a short lease that the next beat would come too late.
        Duration beat = lease.dividedBy(BEATS_PER_LEASE);
        Duration delay = relay.jobtrain().readBackDelay();
        this.margin = delay.compareTo(beat) < 0 ? delay : beat;
        heart.scheduleWithFixedDelay(this::renew, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is worked on, and since when by {@link System#nanoTime()}. */
    record Held(Claim claim, long since) {

        boolean isSlow() {
            return isLongerThan(SLOW);
        }

        boolean isLongerThan(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }
    }

    /** The lease of a claim that is being made. */
    Lease begin(String trackId) {
        return new Lease(trackId, lease, margin, System.nanoTime());
    }

    void hold(Claim claim) {
        held.put(claim.id(), new Held(claim, System.nanoTime()));
    }

    boolean isSlowLaneFree() {
        return slowLane.get() == null;
    }

    /** For the application of that id, until its claim is released; {@link #hold} must follow. */
    boolean takeSlowLane(UUID id) {
        return slowLane.compareAndSet(null, id);
    }

    boolean isSlow(Claim claim) {
        Held work = held.get(claim.id());
        return work != null && work.isSlow();
    }

    void release(Claim claim) {
        if (claim.slow()) {
            slowLane.compareAndSet(claim.id(), null);
        }
        held.computeIfPresent(claim.id(), (id, held) -> held.claim().fence() == claim.fence() ? null : held);
    }

    /** Renews what is held now; what another has taken over, what was never committed, or what was left, is let go. */
    public void renew() {
        held.values().forEach(work -> {
            try {
                boolean tooLong = work.isLongerThan(LONGEST_WORK);
                Claim claim = work.claim();
                long now = System.nanoTime();
                if (tooLong
                        || claim.lease().isOver()
                        || applications.renew(
                                        claim.id(),
                                        claim.fence(),
                                        replica.name(),
                                        clock.asked().plus(lease))
                                == 0) {
                    release(claim);
                } else {
                    claim.lease().renewed(now);
                }
            } catch (RuntimeException e) {
                LOG.warn("A lease could not be renewed: {}", Faults.of(e).getMessage());
            }
        });
    }

    @PreDestroy
    void stop() {
        heart.shutdownNow();
    }
}
