package org.applicantrelay.worklist;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers of many lines. */
final class Lines {

    private Lines() {}

    /** One line each of the first {@code most} of {@code some}, and, where there are more, one about the last of these. */
    static <T> List<String> first(List<T> some, int most, Function<T, String> line, Function<T, String> more) {
        Stream<String> first = some.stream().limit(most).map(line);
        return some.size() <= most
                ? first.toList()
                : Stream.concat(first, Stream.of(more.apply(some.get(most - 1))))
                        .toList();
    }

    static String or(String text) {
        return text == null ? "none" : text;
    }

    /** One line each of {@code first}, and how many more of {@code all} there are. */
    static <T> List<String> counted(List<T> first, long all, Function<T, String> line) {
        Stream<String> lines = first.stream().map(line);
        return all <= first.size()
                ? lines.toList()
                : Stream.concat(lines, Stream.of("and " + (all - first.size()) + " more"))
                        .toList();
    }

    /** One line each of the first {@code most}, and how many more there are. */
    static <T> List<String> of(List<T> all, int most, Function<T, String> line) {
        return counted(all.stream().limit(most).toList(), all.size(), line);
    }
}
