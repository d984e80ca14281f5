package org.applicantrelay.worklist;

import java.util.Arrays;
import org.applicantrelay.fault.Fault;

/** Codes as an operator writes them. */
final class Codes {

    private Codes() {}

    /**
     * @return null for null and nothing
     * @throws IllegalArgumentException for anything that is no code
     */
    static String of(String text) {
        return Span.isEmpty(text) ? null : fault(text).name();
    }

    /** The same for one that must be there. */
    static Fault fault(String text) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such code; the README lists them"));
    }
}
