package org.applicantrelay.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A partial folder of routes, for one class of tests: a mapping and a Kamelet replaced, a route and a mapping added. */
final class OwnRoutes {

    /** For {@code relay.routes}. */
    static final String FOLDER = "target/own-routes";

    static final String SOURCE = "Own source";

    private static final Path OWN = Path.of(FOLDER);
    private static final Path PACKAGED = Path.of("routes");

    private static final String ROUTE = """
            # Called by a test; its mapping stands in the own folder too.
            - route:
                id: own-greeting
                description: Greets, by a mapping of its own
                group: own
                nodePrefixId: own-greeting-
                from:
                  uri: direct:own-greeting
                  steps:
                    - to:
                        uri: "jslt:{{relay.routes-location}}/mapping/own-greeting.jslt"
            """;

    private OwnRoutes() {}

    static {
        // Before Spring looks for the folder, which is before any method of a test.
        try {
            FileSystemUtils.deleteRecursively(OWN);
            replace(
                    "mapping/application-to-jobtrain.jslt",
                    "if (.source) .source else if (.portal.name) .portal.name else .defaults.source",
                    '"' + SOURCE + '"');
            replace("kamelets/jobtrain-application-action.kamelet.yaml", "{{relay.jobtrain.cv}}", "multipart");
            write("own/own-greeting.camel.yaml", ROUTE);
            write("mapping/own-greeting.jslt", "{ \"greeting\": \"Hello \" + .name }");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String path) {
        return OWN.resolve(path);
    }

    private static void replace(String path, String text, String replacement) throws IOException {
        String packaged = Files.readString(PACKAGED.resolve(path));
        if (!packaged.contains(text)) {
            throw new IllegalStateException(path + " does not hold " + text);
        }
        write(path, packaged.replace(text, replacement));
    }

    private static void write(String path, String text) throws IOException {
        Files.createDirectories(OWN.resolve(path).getParent());
        Files.writeString(OWN.resolve(path), text);
    }
}
