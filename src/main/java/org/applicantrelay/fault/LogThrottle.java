package org.applicantrelay.fault;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** For lines that would come again and again: says when one is worth writing, and for how many it stands. */
public final class LogThrottle {

    private final long pause;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    private record Kind(long saidAt, long notSaid, boolean due) {}

    /** @param pause between two lines of one kind */
    public LogThrottle(Duration pause) {
        this.pause = pause.toNanos();
    }

    /** How many of this kind there were since the last line, this one included; empty where it is too early. */
    public OptionalLong count(String kind) {
        long now = System.nanoTime();
        long[] counted = new long[1];
        Kind after = kinds.compute(kind, (same, before) -> {
            counted[0] = before == null ? 1 : before.notSaid + 1;
            boolean due = before == null || now - before.saidAt >= pause;
            return new Kind(due ? now : before.saidAt, due ? 0 : counted[0], due);
        });
        return after.due ? OptionalLong.of(counted[0]) : OptionalLong.empty();
    }
}
