package org.applicantrelay.canary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks for canaries in any bytes; says which was found where and how written, never its value. */
final class CanaryScanner {

    private static final int PAIRS = 1 << 16;

    private final boolean[] begins = new boolean[PAIRS];
    private final Map<Integer, List<Needle>> needles = new HashMap<>();
    private final Set<String> hits = new TreeSet<>();
    private long looked;

    private record Needle(String name, String spelling, byte[] bytes) {}

    CanaryScanner(Collection<Canary> canaries) {
        canaries.forEach(this::add);
    }

    /** One that is known only later. */
    void add(Canary canary) {
        canary.spellings().forEach((spelling, bytes) -> {
            int pair = pair(bytes, 0);
            begins[pair] = true;
            needles.computeIfAbsent(pair, key -> new ArrayList<>()).add(new Needle(canary.name(), spelling, bytes));
        });
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << Byte.SIZE | bytes[at + 1] & 0xff;
    }

    void look(String place, String text) {
        if (text != null) {
            look(place, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void look(String place, byte[] bytes) {
        looked += bytes.length;
        for (int at = 0; at < bytes.length - 1; at++) {
            if (begins[pair(bytes, at)]) {
                lookAt(place, bytes, at);
            }
        }
    }

    private void lookAt(String place, byte[] bytes, int at) {
        for (Needle needle : needles.get(pair(bytes, at))) {
            if (matches(needle.bytes, bytes, at)) {
                hits.add(needle.name + " in " + place + " (" + needle.spelling + ")");
            }
        }
    }

    private static boolean matches(byte[] needle, byte[] bytes, int at) {
        if (bytes.length - at < needle.length) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** All files of {@code folder}, those in archives too, and the names of all. */
    void lookInto(String place, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> {
                look("a name in " + place, folder.relativize(file).toString());
                if (Files.isRegularFile(file)) {
                    lookIntoFile(place + "/" + extension(file), file);
                }
            });
        }
    }

    private void lookIntoFile(String place, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            look(place, bytes);
            if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
                lookIntoZip(place, bytes);
            }
        } catch (NoSuchFileException e) {
            // It was there for a moment only.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookIntoZip(String place, byte[] bytes) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                look(place, entry.getName());
                look(place, zip.readAllBytes());
            }
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return "*" + name.substring(Math.max(0, name.indexOf('.')));
    }

    /** One line each: the canary's name, the place, and how it was written there. */
    Set<String> hits() {
        return hits;
    }

    /** How many bytes were looked through. */
    long looked() {
        return looked;
    }
}
