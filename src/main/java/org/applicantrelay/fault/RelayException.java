package org.applicantrelay.fault;

import java.io.IOException;
import java.time.Duration;
import org.applicantrelay.logging.SecretMask;

/**
 * A known fault. Its message is shown to operators and told to idibu, so it holds no personal data; it is an
 * {@link IOException} because HTTP clients let no other pass.
 */
public class RelayException extends IOException {

    private static final int LONGEST_DETAIL = 300;

    private final Fault fault;
    private final String detail;
    private final transient Duration retryAfter;

    public RelayException(Fault fault) {
        this(fault, null, null);
    }

    /** @param detail what a partner or a library said of it; masked and cut, never a whole answer */
    public RelayException(Fault fault, String detail) {
        this(fault, detail, null);
    }

    /** @param retryAfter how long the partner asks us to wait, or null */
    public RelayException(Fault fault, String detail, Duration retryAfter) {
        super(shorten(detail) == null ? fault.name() : fault.name() + ": " + shorten(detail));
        this.fault = fault;
        this.detail = shorten(detail);
        this.retryAfter = retryAfter;
    }

    private static String shorten(String detail) {
        if (detail == null || detail.isBlank()) {
            return null;
        }
        String masked = SecretMask.mask(detail.strip().replaceAll("\\s+", " "));
        return masked.length() <= LONGEST_DETAIL ? masked : masked.substring(0, LONGEST_DETAIL) + "...";
    }

    public Fault fault() {
        return fault;
    }

    /** What a partner or a library said of it, masked and cut; null where nothing was said. */
    public String detail() {
        return detail;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
