package org.applicantrelay.sandbox;

import java.io.IOException;
import java.util.function.LongPredicate;

/**
 * What a request leads to: its kind, what it is about, and the work, which a fault may keep from being done.
 *
 * @param about the one applicant or job that is asked for; null where it is a list
 * @param shows whether the answer, a list, holds this applicant among others
 */
record Endpoint(RequestKind kind, Long about, LongPredicate shows, Work work) {

    @FunctionalInterface
    interface Work {
        Answer run() throws IOException;
    }

    Endpoint(RequestKind kind, Long about, Work work) {
        this(kind, about, id -> false, work);
    }

    Endpoint showing(LongPredicate whom) {
        return new Endpoint(kind, about, whom, work);
    }

    static Endpoint of(RequestKind kind, Work work) {
        return new Endpoint(kind, null, work);
    }
}
