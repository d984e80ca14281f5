package org.applicantrelay.partner;

import java.util.Locale;

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

    @Override
    public String toString() {
        return words;
    }
}
