package org.applicantrelay.access;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.applicantrelay.privacy.OwnerOnly;
import org.applicantrelay.settings.H2Url;
import org.applicantrelay.settings.RelayProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The folder that exports lie in, unencrypted: only this process's user may look into it, and they go after a day. */
@Component
public class Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private static final String PREFIX = "access-";
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;

    Exports(RelayProperties relay, @Value("${spring.datasource.url}") String datasourceUrl) {
        String given = relay.privacy().exports();
        folder = (given == null || given.isBlank()
                        ? H2Url.file(datasourceUrl)
                                .map(database -> database.resolveSibling("exports"))
                                .orElse(Path.of("data", "exports"))
                        : Path.of(given))
                .toAbsolutePath()
                .normalize();
    }

    /** Writes an export. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** A file with what {@code writer} writes; it has its name once it is whole. */
    Path write(UUID id, Writer writer) throws IOException {
        Files.createDirectories(folder.getParent());
        if (Files.notExists(folder)) {
            Files.createDirectory(folder, OwnerOnly.folder());
        }
        Path part = Files.createFile(folder.resolve(PREFIX + id + ".part"), OwnerOnly.file());
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
            writer.write(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        return Files.move(part, folder.resolve(PREFIX + id + ".zip"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what lies there for more than a day; for the route of the clock. */
    public void removeOld() throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        Instant oldest = Instant.now().minus(KEPT);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith(PREFIX)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                    LOG.info("Removed the export {}: it lay there for a day", file.getFileName());
                }
            }
        }
    }
}
