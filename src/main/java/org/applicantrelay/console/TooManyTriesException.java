package org.applicantrelay.console;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A log-in that was not even tried, for too many have failed before. */
class TooManyTriesException extends AuthenticationException {

    private final Duration wait;

    TooManyTriesException(Duration wait) {
        super("Too many log-ins have failed");
        this.wait = wait;
    }

    /** In whole seconds, at least one. */
    long seconds() {
        return wait.toSeconds() + 1;
    }
}
