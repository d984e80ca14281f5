package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One change to a copy of the routes, whole or with as little as nothing, and the findings that it must have: those, and no
 * other.
 */
public final class Change {

    private static final Path PACKAGED = Path.of("routes");

    /** The line that holds {@code marker} for the first time once the file is changed; a part of what is said there. */
    public record Expected(String path, String marker, String fragment) {

        String place(Path folder) {
            return path + ":" + line(folder) + ": ";
        }

        /** The first, without a marker: the file may be none that has lines. */
        public int line(Path folder) {
            if (marker.isEmpty()) {
                return 1;
            }
            List<String> lines = readLines(folder, path);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(marker)) {
                    return i + 1;
                }
            }
            throw new AssertionError(path + " has no line with " + marker);
        }
    }

    private final String name;
    private final List<Consumer<Path>> changes = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();

    private Change(String name) {
        this.name = name;
    }

    static Change fault(String name) {
        return new Change(name);
    }

    /** A change that must have no finding. */
    static Change sound(String name) {
        return new Change(name);
    }

    /** Puts another text in place of the first occurrence of one. */
    Change replace(String path, String text, String replacement) {
        changes.add(folder -> {
            String before = String.join("\n", readLines(folder, path)) + "\n";
            int at = before.indexOf(text);
            assertThat(at).as("where %s has: %s", path, text).isNotNegative();
            write(folder.resolve(path), before.substring(0, at) + replacement + before.substring(at + text.length()));
        });
        return this;
    }

    Change before(String path, String text, String inserted) {
        return replace(path, text, inserted + text);
    }

    Change without(String path, String text) {
        return replace(path, text, "");
    }

    Change file(String path, String text) {
        changes.add(folder -> write(folder.resolve(path), text));
        return this;
    }

    Change bytes(String path, byte[] content) {
        changes.add(folder -> write(folder.resolve(path), content));
        return this;
    }

    Change folder(String path) {
        changes.add(folder -> {
            try {
                Files.deleteIfExists(folder.resolve(path));
                Files.createDirectories(folder.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return this;
    }

    Change append(String path, String text) {
        changes.add(folder -> write(folder.resolve(path), String.join("\n", readLines(folder, path)) + "\n" + text));
        return this;
    }

    Change gives(String path, String marker, String fragment) {
        expected.add(new Expected(path, marker, fragment));
        return this;
    }

    public void make(Path folder) {
        changes.forEach(change -> change.accept(folder));
    }

    public List<Expected> expected() {
        return expected;
    }

    @Override
    public String toString() {
        return name;
    }

    static String packaged(String path) {
        return String.join("\n", readLines(PACKAGED, path)) + "\n";
    }

    private static List<String> readLines(Path folder, String path) {
        try {
            Path file = folder.resolve(path);
            return Files.readAllLines(Files.exists(file) ? file : PACKAGED.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
