package org.applicantrelay.pause;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of the flow that an operator can pause. */
public enum Stage {
    /** Polls of idibu's listing, and backfills. */
    IDIBU_LISTING,
    /** Reading of the mailbox. */
    IDIBU_MAILBOX,
    /** Events of idibu's webhook, which are answered 503 meanwhile. */
    IDIBU_WEBHOOK,
    /** Claims of applications; idibu is still told how those ended that had been claimed. */
    DELIVERIES;

    /** As operators write it; a source's is the id of its route. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it brings applicants. */
    public boolean isSource() {
        return this != DELIVERIES;
    }

    /** By its label, in any case of letters; empty for null and for one of none. */
    public static Optional<Stage> of(String label) {
        return Arrays.stream(values())
                .filter(stage -> label != null && stage.label().equalsIgnoreCase(label.strip()))
                .findFirst();
    }
}
