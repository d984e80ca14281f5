package org.applicantrelay.settings;

import org.applicantrelay.logging.SecretMask;

/** A credential that never shows itself: not in {@code toString}, and in no log line once it has been read. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
        SecretMask.hide(value);
    }

    /** Spring's binder converts settings through this method. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The credential itself; only for what sends or derives from it. */
    public String reveal() {
        return value;
    }

    public boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public String toString() {
        return SecretMask.MASK;
    }
}
