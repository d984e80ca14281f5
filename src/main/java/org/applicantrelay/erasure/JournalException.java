package org.applicantrelay.erasure;

/** The journal of tombstones cannot be used; the message is a sentence for an operator. */
public class JournalException extends RuntimeException {

    JournalException(String message) {
        super(message);
    }
}
