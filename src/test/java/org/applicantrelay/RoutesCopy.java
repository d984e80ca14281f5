package org.applicantrelay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A copy of the packaged routes, to be changed. */
public final class RoutesCopy {

    private static final Path ROUTES = Path.of("routes");

    private RoutesCopy() {}

    /** Copies every file into {@code folder}, over what is there. */
    public static void to(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(ROUTES.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
