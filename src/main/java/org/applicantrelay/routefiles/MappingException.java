package org.applicantrelay.routefiles;

/** What is wrong with a mapping, or with what it was given. */
public final class MappingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the mapping, counted from 1 */
    MappingException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Of the mapping, counted from 1. */
    public int line() {
        return line;
    }
}
