package org.applicantrelay.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a long run has measured: a table for the note, written whether the run succeeds or not. */
final class Figures {

    private final Map<String, String> figures = new LinkedHashMap<>();

    /** Adds a figure, or replaces it. */
    Figures put(String name, Object value) {
        figures.put(name, value instanceof Double number ? "%.1f".formatted(number) : String.valueOf(value));
        return this;
    }

    /** Writes {@code target/<name>.md}, and prints the same. */
    void write(String name) {
        String table = figures.entrySet().stream()
                .map(figure -> "| " + figure.getKey() + " | " + figure.getValue() + " |\n")
                .collect(Collectors.joining(
                        "",
                        "# %s, %s, %d cores%n%n| figure | value |%n|---|---|%n"
                                .formatted(
                                        name,
                                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                        Runtime.getRuntime().availableProcessors()),
                        ""));
        System.out.println(table);
        try {
            Files.writeString(Path.of("target", name + ".md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return figures.toString();
    }
}
