package org.applicantrelay.worklist;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers of many lines. */
final class Lines {

    private Lines() {}

    /** One line each of the first {@code most}, and how many more there are. */
    static <T> List<String> of(List<T> all, int most, Function<T, String> line) {
        Stream<String> first = all.stream().limit(most).map(line);
        return all.size() <= most
                ? first.toList()
                : Stream.concat(first, Stream.of("and " + (all.size() - most) + " more"))
                        .toList();
    }
}
