package org.applicantrelay.reload;

/** A route has had work under way for longer than a swap waits. */
class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    BusyException(String route) {
        super("The route " + route + " has had work under way for too long");
    }
}
