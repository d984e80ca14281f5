package org.applicantrelay.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The requests a simulator has received, counted by kind and by applicant or job; retried and failed ones too. */
public final class RequestLog {

    /** The raw requests of a sandbox that runs for days are forgotten beyond this; the counts are not. */
    private static final int KEPT = 100_000;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private final Map<RequestKind, Integer> counts = new EnumMap<>(RequestKind.class);
    private final Map<RequestKind, Map<Long, Integer>> countsAbout = new EnumMap<>(RequestKind.class);

    synchronized LoggedRequest begin(Endpoint endpoint, Call call) {
        LoggedRequest request = new LoggedRequest(endpoint, call);
        requests.addLast(request);
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
        counts.merge(request.kind(), 1, Integer::sum);
        if (request.about() != null) {
            countsAbout
                    .computeIfAbsent(request.kind(), kind -> new HashMap<>())
                    .merge(request.about(), 1, Integer::sum);
        }
        return request;
    }

    public synchronized int count(RequestKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** How many requests of this kind were about this applicant (idibu) or this job (Jobtrain). */
    public synchronized int count(RequestKind kind, long about) {
        return countsAbout.getOrDefault(kind, Map.of()).getOrDefault(about, 0);
    }

    public synchronized Map<RequestKind, Integer> counts() {
        return counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    /** How many requests of this kind there were about each applicant (idibu) or job (Jobtrain). */
    public synchronized Map<Long, Integer> countsAbout(RequestKind kind) {
        return Map.copyOf(countsAbout.getOrDefault(kind, Map.of()));
    }

    public synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    public List<LoggedRequest> of(RequestKind kind) {
        return all().stream().filter(request -> request.kind() == kind).toList();
    }

    /** The most requests of these kinds (none given: of all kinds) that were being served at the same moment. */
    public int maxAtOnce(RequestKind... kinds) {
        Set<RequestKind> wanted = Set.of(kinds.length == 0 ? RequestKind.values() : kinds);
        record Change(long nanos, int step) {}
        List<Change> changes = new ArrayList<>();
        for (LoggedRequest request : all()) {
            if (wanted.contains(request.kind())) {
                changes.add(new Change(request.beginNanos(), 1));
                changes.add(new Change(request.endNanos(), -1));
            }
        }
        // Ends go before begins of the same instant: those two did not overlap.
        changes.sort(Comparator.comparingLong(Change::nanos).thenComparingInt(Change::step));
        int now = 0;
        int max = 0;
        for (Change change : changes) {
            now += change.step();
            max = Math.max(max, now);
        }
        return max;
    }

    public synchronized void clear() {
        requests.clear();
        counts.clear();
        countsAbout.clear();
    }
}
