package org.applicantrelay.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The classes of a relay as the JVM has them in memory, kept in a file: a start takes half the time with it. */
final class RelayArchive {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String classPath;
    private final Path archive;

    /** Makes one of a relay that is started with these settings, and stopped. */
    RelayArchive(Path folder, Map<String, String> settings) throws Exception {
        classPath = jars(folder);
        archive = folder.resolve("relay.jsa");
        List<String> java = List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath);
        try (HaltableProcess relay = HaltableProcess.start(java, settings, folder.resolve("archive.log"))) {
            await().atMost(LONGEST).until(() -> relay.output().contains("Started ") || !relay.isAlive());
            relay.stop(LONGEST);
        }
    }

    /** What stands between {@code java} and the main class of a relay that uses it. */
    List<String> java() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath);
    }

    /** The JVM keeps nothing of a folder. */
    private static String jars(Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : HaltableProcess.classPath().split(System.getProperty("path.separator"))) {
            Path path = Path.of(part);
            if (!Files.isDirectory(path)) {
                parts.add(part);
                continue;
            }
            Path jar = folder.resolve("classes-" + parts.size() + ".jar");
            pack(path, jar);
            parts.add(jar.toString());
        }
        return String.join(System.getProperty("path.separator"), parts);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> !path.equals(folder)).sorted().forEach(path -> add(zip, folder, path));
        }
    }

    private static void add(ZipOutputStream zip, Path folder, Path path) {
        try {
            // Folders too: what a class path is searched for by a pattern is found by them.
            String name = folder.relativize(path).toString().replace('\\', '/');
            zip.putNextEntry(new ZipEntry(Files.isDirectory(path) ? name + "/" : name));
            if (Files.isRegularFile(path)) {
                Files.copy(path, zip);
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
