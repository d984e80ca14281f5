package org.applicantrelay.delivery;

/** The claim's lease has run out and somebody else works on the application; whatever this one did is dropped. */
public class StaleClaimException extends RuntimeException {

    StaleClaimException(String trackId) {
        super("applicant " + trackId + " was taken over, its lease had run out");
    }
}
