package org.applicantrelay.erasure;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many there are of each kind of thing that is erased. */
final class Counts {

    static final String APPLICATIONS = "applications";
    static final String CONTENTS = "contents";
    static final String OUTCOMES = "untold outcomes";
    static final String LETTERS = "dead letters";

    private final Map<String, Integer> byKind = new TreeMap<>();

    void add(String kind, int more) {
        if (more > 0) {
            byKind.merge(kind, more, Integer::sum);
        }
    }

    void add(Map<String, Integer> more) {
        more.forEach(this::add);
    }

    Map<String, Integer> byKind() {
        return Map.copyOf(byKind);
    }

    static String inWords(Map<String, Integer> byKind) {
        return byKind.isEmpty()
                ? "nothing"
                : new TreeMap<>(byKind)
                        .entrySet().stream()
                                .map(kind -> kind.getValue() + " " + kind.getKey())
                                .collect(Collectors.joining(", "));
    }
}
