package org.applicantrelay.privacy;

/** A sealed record that cannot be opened; the message says why, never what. */
public class UnreadableRecordException extends RuntimeException {

    public UnreadableRecordException(String message) {
        super(message);
    }
}
