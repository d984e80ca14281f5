package org.applicantrelay.routefiles;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.applicantrelay.settings.MergedRoutes;

/**
 * {@code routes check [DIR]}: checks the packaged routes with the files of a folder laid over them, as the relay would run
 * them with {@code relay.routes}. Starts nothing and needs no setting.
 */
public final class CheckCommand {

    private static final String USAGE =
            "Usage: java -jar applicant-relay.jar routes check [DIR] (without DIR the packaged routes).";

    private static final int SOUND = 0;
    private static final int FOUND = 1;
    private static final int MISUSED = 2;

    private CheckCommand() {}

    /**
     * @param words what stands behind {@code routes check}
     * @param out gets a line for each finding, {@code path:line: message}, and a line with their count
     * @return the process's exit code: 0 no finding, 1 findings, 2 misused
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        return run(words, RouteFolderCheck::new, out, err);
    }

    /** @param check where it is kept from one folder to the next */
    static int run(List<String> words, Supplier<RouteFolderCheck> check, PrintStream out, PrintStream err) {
        if (words.size() > 1 || words.stream().anyMatch(word -> word.isBlank() || word.startsWith("-"))) {
            err.println(USAGE);
            return MISUSED;
        }
        MergedRoutes routes;
        try {
            routes = words.isEmpty() ? MergedRoutes.packaged() : folder(Path.of(words.get(0)));
        } catch (InvalidPathException e) {
            err.println("That is no folder's name. " + USAGE);
            return MISUSED;
        } catch (IOException e) {
            err.println(
                    words.get(0) + " cannot be read: name a folder that exists, without a link to one around it, and"
                            + " look at its permissions.");
            return MISUSED;
        }
        List<Finding> findings = check.get().check(RouteFolder.read(routes));
        findings.forEach(
                finding -> out.println(new Finding(routes.place(finding.path()), finding.line(), finding.message())));
        out.println(findings.size() == 1 ? "1 finding" : findings.size() + " findings");
        return findings.isEmpty() ? SOUND : FOUND;
    }

    private static MergedRoutes folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder");
        }
        return MergedRoutes.with(folder);
    }
}
