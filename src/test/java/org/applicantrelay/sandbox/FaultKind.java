package org.applicantrelay.sandbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The ways in which a simulator can fail on demand; the value of a switch means what its kind says here. */
public enum FaultKind {
    ERROR_5XX(503, "answers with this HTTP status (400 to 599), nothing is done"),
    BUSY_429(5, "answers 429 with this Retry-After in seconds, nothing is done"),
    SLOW(5_000, "does the work, and answers only after so many milliseconds"),
    SLOW_START(5_000, "waits so many milliseconds before it does the work: a create that comes late"),
    ANSWER_LOST(0, "does the work, then closes the connection without an answer"),
    RESET(0, "closes the connection before anything is done"),
    BAD_XML(0, "does the work, and cuts the answer off in the middle"),
    BAD_JSON(0, "does the work, and cuts the answer off in the middle"),
    DRIP(1_000, "does the work, and answers one byte per so many milliseconds"),
    FAILED(0, "idibu only: HTTP 200 with <status>failed</status>, nothing is done");

    static final Set<FaultKind> OF_IDIBU = Collections.unmodifiableSet(EnumSet.allOf(FaultKind.class));

    static final Set<FaultKind> OF_JOBTRAIN = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(FAILED)));

    private final long defaultValue;
    private final String effect;

    FaultKind(long defaultValue, String effect) {
        this.defaultValue = defaultValue;
        this.effect = effect;
    }

    long defaultValue() {
        return defaultValue;
    }

    String effect() {
        return effect;
    }
}
