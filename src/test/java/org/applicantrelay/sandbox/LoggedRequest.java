package org.applicantrelay.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One request as a simulator received it, and how it was answered. */
public final class LoggedRequest {

    private final RequestKind kind;
    private final Long about;
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, List<String>> headers;
    private final Instant receivedAt = Instant.now();
    private final long begin = System.nanoTime();
    private volatile long end = Long.MAX_VALUE;
    private volatile boolean ended;
    private volatile int status;
    private volatile FaultKind fault;

    LoggedRequest(Endpoint endpoint, Call call) {
        this.kind = endpoint.kind();
        this.about = endpoint.about();
        this.method = call.method();
        this.path = call.path();
        this.query = call.query();
        this.headers = call.headers();
    }

    public RequestKind kind() {
        return kind;
    }

    /** The applicant (idibu) or the job (Jobtrain) that the request is about; null where it is about many. */
    public Long about() {
        return about;
    }

    public String method() {
        return method;
    }

    /** The path as sent, undecoded. */
    public String path() {
        return path;
    }

    /** The query as sent, undecoded; empty where there was none. */
    public String query() {
        return query;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value of a header, whatever its case; null where it was not sent. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    /** The HTTP status of the answer; 0 where none was, or not yet, sent. */
    public int status() {
        return status;
    }

    /** The fault that hit this request; null where none did. */
    public FaultKind fault() {
        return fault;
    }

    void hitBy(FaultKind newFault) {
        fault = newFault;
    }

    void answered(int newStatus) {
        status = newStatus;
    }

    /** Called before the last byte leaves, or else the caller's next request would seem to overlap this one. */
    void end() {
        if (!ended) {
            end = System.nanoTime();
            ended = true;
        }
    }

    long beginNanos() {
        return begin;
    }

    long endNanos() {
        return ended ? end : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return kind + " " + method + " " + path + " -> " + status + (fault == null ? "" : " (" + fault + ")");
    }
}
