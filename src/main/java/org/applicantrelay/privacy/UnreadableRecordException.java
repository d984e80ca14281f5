package org.applicantrelay.privacy;

/** A sealed record that cannot be opened; the message says why, never what. */
public class UnreadableRecordException extends RuntimeException {

    public UnreadableRecordException(String message) {
        // Without a stack trace: where a key is missing they come by the ten thousand.
        super(message, null, false, false);
    }
}
