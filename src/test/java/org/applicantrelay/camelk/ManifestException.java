package org.applicantrelay.camelk;

/** Resources that cannot be put together; the message names the file and what is wrong with it. */
class ManifestException extends RuntimeException {

    ManifestException(Object place, String message) {
        super(place + ": " + message);
    }
}
