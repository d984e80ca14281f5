package org.applicantrelay.routefiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.applicantrelay.settings.MergedRoutes;
import org.springframework.core.io.Resource;

/** {@code routes export DIR}: writes the packaged folder of routes out, to be changed. Needs no setting. */
public final class ExportCommand {

    private static final String USAGE =
            "Usage: java -jar applicant-relay.jar routes export DIR (a new folder, or an empty one).";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private ExportCommand() {}

    /**
     * @param words what stands behind {@code routes export}
     * @return the process's exit code: 0 written, 1 failed, 2 misused
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.size() != 1 || words.get(0).isBlank() || words.get(0).startsWith("-")) {
            err.println(USAGE);
            return MISUSED;
        }
        try {
            Path folder = Path.of(words.get(0));
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                err.println(folder + " is not an empty folder: nothing is written over. Name a new one.");
                return FAILED;
            }
            Map<String, Resource> files = MergedRoutes.packaged().files();
            for (Map.Entry<String, Resource> file : files.entrySet()) {
                Path copy = folder.resolve(file.getKey());
                Files.createDirectories(copy.getParent());
                try (InputStream in = file.getValue().getInputStream()) {
                    Files.copy(in, copy);
                }
            }
            out.println(files.size() + " files written to " + folder + "; run them with RELAY_ROUTES="
                    + folder.toAbsolutePath().normalize());
            return DONE;
        } catch (InvalidPathException e) {
            err.println("That is no folder's name. " + USAGE);
            return MISUSED;
        } catch (IOException e) {
            err.println(words.get(0) + " cannot be written; look at its permissions, and at the room on the disk.");
            return FAILED;
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
