package org.applicantrelay.sandbox;

import java.io.IOException;

/**
 * What a request leads to: its kind, what it is about, and the work, which a fault may keep from being done.
 */
record Endpoint(RequestKind kind, Long about, Work work) {

    @FunctionalInterface
    interface Work {
        Answer run() throws IOException;
    }

    static Endpoint of(RequestKind kind, Work work) {
        return new Endpoint(kind, null, work);
    }
}
