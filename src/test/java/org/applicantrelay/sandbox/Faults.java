package org.applicantrelay.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The fault switches of one simulator. A request takes at most one fault: the oldest switch that fits it. Where switches
 * hit by chance, one draw decides between all of them, so that each hits as many of a hundred as it says; the draws are
 * the same at each run.
 */
public final class Faults {

    private final Set<FaultKind> kinds;
    private final Set<RequestKind> requestKinds;
    private final List<FaultSwitch> switches = new ArrayList<>();
    private final Random random = new Random(5);
    private final Map<FaultKind, Integer> hits = new EnumMap<>(FaultKind.class);

    Faults(Set<FaultKind> kinds, Set<RequestKind> requestKinds) {
        this.kinds = kinds;
        this.requestKinds = requestKinds;
    }

    /** Switches a fault on; a kind that this simulator does not know is a mistake in the test. */
    public synchronized Faults add(FaultSwitch fault) {
        if (!kinds.contains(fault.kind())) {
            throw new IllegalArgumentException("kind must be one of " + kinds);
        }
        if (fault.on() != null && !requestKinds.contains(fault.on())) {
            throw new IllegalArgumentException("on must be one of " + requestKinds);
        }
        if (fault.kind() == FaultKind.BAD_PAGE && fault.about() == null) {
            throw new IllegalArgumentException("BAD_PAGE needs an applicant: about is missing");
        }
        switches.add(fault);
        return this;
    }

    /** The next so many requests of this kind fail in this way, with the default value. */
    public Faults add(FaultKind kind, RequestKind on, int times) {
        return add(FaultSwitch.of(kind).on(on).times(times));
    }

    /** The next so many requests of this kind fail in this way; the value means what its kind says. */
    public Faults add(FaultKind kind, RequestKind on, int times, long value) {
        return add(FaultSwitch.of(kind).on(on).times(times).value(value));
    }

    public synchronized void clear() {
        switches.clear();
    }

    /** What is still switched on, with the times that are left. */
    public synchronized List<FaultSwitch> active() {
        return List.copyOf(switches);
    }

    /** How many requests a fault of this kind has hit. */
    public synchronized int hits(FaultKind kind) {
        return hits.getOrDefault(kind, 0);
    }

    synchronized Optional<FaultSwitch> take(Endpoint request) {
        double left = random.nextDouble(100);
        for (int i = 0; i < switches.size(); i++) {
            FaultSwitch fault = switches.get(i);
            if (!fault.hits(request)) {
                continue;
            }
            left -= fault.percent();
            if (left < 0) {
                if (fault.times() == 1) {
                    switches.remove(i);
                } else if (fault.times() > 1) {
                    switches.set(i, fault.times(fault.times() - 1));
                }
                hits.merge(fault.kind(), 1, Integer::sum);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    Set<FaultKind> kinds() {
        return kinds;
    }

    Set<RequestKind> requestKinds() {
        return requestKinds;
    }
}
