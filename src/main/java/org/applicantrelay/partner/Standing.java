package org.applicantrelay.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import org.applicantrelay.fault.RelayException;

/** How a partner stands, as this replica knows. By {@link System#nanoTime()}: no clock but the database's says when. */
class Standing {

    /** How long after a refusal, and after each that followed in vain, the partner is asked again. */
    private static final List<Duration> PROBES =
            List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration LONGEST_BETWEEN_PROBES = Duration.ofMinutes(5);

    private final CircuitBreaker circuit;
    private RelayException held;
    private long pauseEnds = System.nanoTime();
    private long notedAt = System.nanoTime();
    private long liftedAt = System.nanoTime();
    private int inVain;

    Standing(CircuitBreaker circuit) {
        this.circuit = circuit;
    }

    /** The refusal that holds it, or null. */
    synchronized RelayException held() {
        return held;
    }

    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, pauseEnds - System.nanoTime()));
    }

    synchronized void pauseFor(Duration asked) {
        long ends = System.nanoTime() + asked.toNanos();
        if (ends - pauseEnds > 0) {
            pauseEnds = ends;
        }
        notedAt = System.nanoTime();
    }

    /**
     * False for a refusal of a call that had begun before the last hold was lifted: it says nothing new.
     *
     * @param elapsed since that call began
     */
    synchronized boolean hold(RelayException refusal, Duration elapsed) {
        if (System.nanoTime() - elapsed.toNanos() - liftedAt < 0) {
            return false;
        }
        held = refusal;
        notedAt = System.nanoTime();
        return true;
    }

    synchronized void lifted() {
        held = null;
        liftedAt = System.nanoTime();
        notedAt = liftedAt;
        inVain++;
    }

    /** Work has come to its end there: what was refused before was one applicant's. */
    synchronized void succeeded() {
        inVain = 0;
    }

    /** Holds that were lifted, and nothing succeeded before the next. */
    synchronized int inVain() {
        return inVain;
    }

    /** @param probes that were refused in this hold */
    synchronized Duration untilProbe(int probes) {
        int before = inVain + probes;
        return before < PROBES.size() ? PROBES.get(before) : LONGEST_BETWEEN_PROBES;
    }

    /** What the database said, unless this replica has noted something since it was asked at {@code askedAt}. */
    synchronized void read(RelayException rowHeld, Duration rowPause, long askedAt) {
        if (notedAt - askedAt < 0) {
            held = rowHeld;
            pauseEnds = System.nanoTime() + rowPause.toNanos();
        }
    }

    boolean isDown() {
        return circuit.getState() != CircuitBreaker.State.CLOSED;
    }

    boolean isHalfOpen() {
        return circuit.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    boolean isOpen() {
        return held() == null && pause().isZero() && !isDown();
    }
}
