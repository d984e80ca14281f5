package org.applicantrelay.erasure;

/** The application is of somebody who was erased after having applied: nothing is sent of it. */
public class PersonErasedException extends RuntimeException {

    PersonErasedException(String trackId) {
        super("applicant " + trackId + " was erased, and is not sent");
    }
}
