package org.applicantrelay.delivery;

import java.time.Duration;
import org.applicantrelay.jobtrain.SendingRight;

/**
 * How long nobody else takes a claim over, by this process's own clock. The database's clock decides, but only this one is
 * there at the moment when a byte leaves: a replica that was stopped for longer than its lease goes on where it was, and
 * its create would be a second one. It never says longer than the database does, as it is read before each renewal begins.
 */
public final class Lease implements SendingRight {

    private final String trackId;
    private final long nanos;
    private final long margin;
    private long since;
    private boolean over;

    /**
     * A lease that begins.
     *
     * @param length from each renewal on
     * @param margin before its end, in which nothing is sent any more: what has left by then, Jobtrain has when it is asked
     * @param now of {@link System#nanoTime}, before the database was asked
     */
    Lease(String trackId, Duration length, Duration margin, long now) {
        this.trackId = trackId;
        this.nanos = length.toNanos();
        this.margin = margin.toNanos();
        this.since = now;
    }

    /** It goes on for its length from {@code now} on, but not where a worker has left its work. */
    synchronized void renewed(long now) {
        since = now;
    }

    /** Whether a worker was told so: it has left its work. */
    synchronized boolean isOver() {
        return over;
    }

    @Override
    public void check() {
        check(System.nanoTime());
    }

    synchronized void check(long now) {
        over |= now - since > nanos - margin;
        if (over) {
            throw new StaleClaimException(trackId);
        }
    }
}
