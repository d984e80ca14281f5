package org.applicantrelay.time;

import java.time.Duration;

/** What a machine that was halted leaves behind: an answer of the database that is older than its nanoseconds tell. */
public final class HaltedMachine {

    private HaltedMachine() {}

    /** Until {@code clock} asks the next time. */
    public static void wasHalted(DatabaseClock clock, Duration time) {
        clock.last = new DatabaseClock.Answer(clock.asked().minus(time), System.nanoTime());
    }
}
