package org.applicantrelay.worklist;

import org.applicantrelay.fault.Fault;

/**
 * Of what many are replayed at once: all with one code, or all of a time range.
 *
 * @param code null for any
 * @param most how many at most
 */
record Selection(Fault code, Span span, int most) {

    /**
     * @param limit how many at most; 0 for all
     * @param things what they are, for the sentence that refuses
     * @param list the operation that shows the codes, for the same
     * @throws IllegalArgumentException without a code, and for a limit below 0
     */
    static Selection byCode(String code, int limit, String things, String list) {
        if (Span.isEmpty(code)) {
            throw new IllegalArgumentException("A code is needed; " + list + "() shows which there are");
        }
        if (limit < 0) {
            throw new IllegalArgumentException("A limit is a number of " + things + ", or 0 for all");
        }
        return new Selection(Codes.fault(code), Span.ALWAYS, limit == 0 ? Integer.MAX_VALUE : limit);
    }

    /** @throws IllegalArgumentException without a beginning and an end */
    static Selection byTime(String since, String until) {
        if (Span.isEmpty(since) && Span.isEmpty(until)) {
            throw new IllegalArgumentException("A time range has a beginning or an end");
        }
        return new Selection(null, Span.of(since, until), Integer.MAX_VALUE);
    }
}
