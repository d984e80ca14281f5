package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One change that spoils a copy of the routes, and the findings that it must have: those, and no other. */
final class Fault {

    /** The line that holds {@code marker} for the first time once the file is spoilt; a part of what is said there. */
    record Expected(String path, String marker, String fragment) {

        String place(Path folder) {
            List<String> lines = readLines(folder.resolve(path));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(marker)) {
                    return path + ":" + (i + 1) + ": ";
                }
            }
            throw new AssertionError(path + " has no line with " + marker);
        }
    }

    private final String name;
    private final List<Consumer<Path>> changes = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();

    private Fault(String name) {
        this.name = name;
    }

    static Fault fault(String name) {
        return new Fault(name);
    }

    /** Puts another text in place of the first occurrence of one. */
    Fault replace(String path, String text, String replacement) {
        changes.add(folder -> {
            String before = String.join("\n", readLines(folder.resolve(path))) + "\n";
            int at = before.indexOf(text);
            assertThat(at).as("where %s has: %s", path, text).isNotNegative();
            write(folder.resolve(path), before.substring(0, at) + replacement + before.substring(at + text.length()));
        });
        return this;
    }

    Fault before(String path, String text, String inserted) {
        return replace(path, text, inserted + text);
    }

    Fault without(String path, String text) {
        return replace(path, text, "");
    }

    Fault file(String path, String text) {
        changes.add(folder -> write(folder.resolve(path), text));
        return this;
    }

    Fault append(String path, String text) {
        changes.add(folder ->
                write(folder.resolve(path), String.join("\n", readLines(folder.resolve(path))) + "\n" + text));
        return this;
    }

    Fault gives(String path, String marker, String fragment) {
        expected.add(new Expected(path, marker, fragment));
        return this;
    }

    void spoil(Path folder) {
        changes.forEach(change -> change.accept(folder));
    }

    List<Expected> expected() {
        return expected;
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
