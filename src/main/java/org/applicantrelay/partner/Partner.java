package org.applicantrelay.partner;

import java.util.Locale;
import java.util.Optional;
import org.applicantrelay.fault.Fault;

/** The two systems that the relay stands between. */
public enum Partner {
    IDIBU("idibu"),
    JOBTRAIN("Jobtrain");

    private final String words;

    Partner(String words) {
        this.words = words;
    }

    /** As routes write it, and as metrics are labelled. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Partner of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Who refuses the relay as a whole with that fault; empty for any other. */
    static Optional<Partner> behind(Fault fault) {
        return switch (fault) {
            case IDIBU_CREDENTIALS -> Optional.of(IDIBU);
            case JOBTRAIN_CREDENTIALS, JOBTRAIN_PATH -> Optional.of(JOBTRAIN);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
