package org.applicantrelay.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A partial folder of routes, for one class of tests: a mapping and a Kamelet replaced, a route and a mapping added. */
final class OwnRoutes {

    /** For {@code relay.routes}: one for each of the JVMs that run tests side by side. */
    static final String FOLDER = "target/own-routes-${test.fork:1}";

    static final String SOURCE = "Own source";

    private static final Path OWN = Path.of("target/own-routes-" + System.getProperty("test.fork", "1"));
    private static final Path PACKAGED = Path.of("routes");

    /** Its clock has not ticked before a test is over. */
    private static final String ROUTE = """
            # Called by a test; its mapping stands in the own folder too.
            - route:
                id: own-greeting
                description: Greets, by a mapping of its own
                group: own
                nodePrefixId: own-greeting-
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: scheduler:own-greeting
                  parameters:
                    initialDelay: 3600000
                    exceptionHandler: "#oneLine"
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - to:
                        id: greet
                        uri: "jslt:{{relay.routes-location}}/mapping/own-greeting.jslt"
            """;

    private OwnRoutes() {}

    /** Before Spring looks for the folder, which is before any method of a test. */
    static void make() {
        try {
            FileSystemUtils.deleteRecursively(OWN);
            replace(
                    "mapping/application-to-jobtrain.jslt",
                    "if (.source) .source else if (.portal.name) .portal.name else .defaults.source",
                    '"' + SOURCE + '"');
            for (Path pair : pairs()) {
                write(
                        "mapping/application-to-jobtrain/" + pair.getFileName(),
                        Files.readString(pair).replaceFirst("\"source\": \"[^\"]*\"", "\"source\": \"" + SOURCE + '"'));
            }
            replace("kamelets/jobtrain-application-action.kamelet.yaml", "{{relay.jobtrain.cv}}", "multipart");
            write("own/own-greeting.camel.yaml", ROUTE);
            write("mapping/own-greeting.jslt", "{ \"greeting\": \"Hello \" + .name }");
            write("mapping/own-greeting/you.input.json", "{ \"name\": \"you\" }");
            write("mapping/own-greeting/you.output.json", "{ \"greeting\": \"Hello you\" }");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pairs() throws IOException {
        try (Stream<Path> pairs = Files.list(PACKAGED.resolve("mapping/application-to-jobtrain"))) {
            return pairs.filter(pair -> pair.toString().endsWith(".output.json"))
                    .toList();
        }
    }

    static Path file(String path) {
        return OWN.resolve(path);
    }

    /** Another text in a place of an own file. */
    static void edit(String path, String text, String replacement) throws IOException {
        String own = Files.readString(file(path));
        if (!own.contains(text)) {
            throw new IllegalStateException(path + " does not hold " + text);
        }
        write(path, own.replace(text, replacement));
    }

    /** The same in what the create's mapping must give. */
    static void editPairs(String text, String replacement) throws IOException {
        for (Path pair : pairs()) {
            edit("mapping/application-to-jobtrain/" + pair.getFileName(), text, replacement);
        }
    }

    static void delete(String path) throws IOException {
        FileSystemUtils.deleteRecursively(file(path));
    }

    /** Writes the packaged file with another text in a place of it. */
    static void replace(String path, String text, String replacement) throws IOException {
        String packaged = Files.readString(PACKAGED.resolve(path));
        if (!packaged.contains(text)) {
            throw new IllegalStateException(path + " does not hold " + text);
        }
        write(path, packaged.replace(text, replacement));
    }

    static void write(String path, String text) throws IOException {
        Files.createDirectories(OWN.resolve(path).getParent());
        Files.writeString(OWN.resolve(path), text);
    }
}
