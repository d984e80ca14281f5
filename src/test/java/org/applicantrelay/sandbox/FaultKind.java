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
    ECHO(422, "answers with this HTTP status and repeats all that it was sent, credentials included; nothing is done"),
    BAD_XML(0, "does the work, and cuts the answer off in the middle"),
    BAD_JSON(0, "does the work, and cuts the answer off in the middle"),
    DRIP(1_000, "does the work, and answers one byte per so many milliseconds"),
    FAILED(0, "idibu only: HTTP 200 with <status>failed</status>, nothing is done"),
    HTML_PAGE(0, "idibu only: HTTP 200 with a maintenance page in HTML, nothing is done"),
    LEADING_NEWLINES(2, "idibu only: does the work, and puts so many line breaks before <?xml"),
    TOTAL_MOVES(3, "idibu only: the total of a listing is wrong by so many, by turns too many and too few"),
    BAD_PAGE(
            0, "idibu only: a listing that shows the applicant \"about\" is cut off in the middle of him, no other is");

    private static final Set<FaultKind> IDIBU_ONLY =
            EnumSet.of(FAILED, HTML_PAGE, LEADING_NEWLINES, TOTAL_MOVES, BAD_PAGE);

    static final Set<FaultKind> OF_IDIBU = Collections.unmodifiableSet(EnumSet.allOf(FaultKind.class));

    static final Set<FaultKind> OF_JOBTRAIN =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(IDIBU_ONLY)));

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
