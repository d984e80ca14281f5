package org.applicantrelay.worklist;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers of many lines. */
final class Lines {

    private Lines() {}

    /** One line each of the first {@code most} of {@code some}, and whether there are more. */
    static <T> List<String> first(List<T> some, int most, Function<T, String> line) {
        Stream<String> first = some.stream().limit(most).map(line);
        return some.size() <= most
                ? first.toList()
                : Stream.concat(first, Stream.of("and more")).toList();
    }

    static String or(String text) {
        return text == null ? "none" : text;
    }

    /** One line each of the first {@code most}, and how many more there are. */
    static <T> List<String> of(List<T> all, int most, Function<T, String> line) {
        Stream<String> first = all.stream().limit(most).map(line);
        return all.size() <= most
                ? first.toList()
                : Stream.concat(first, Stream.of("and " + (all.size() - most) + " more"))
                        .toList();
    }
}
