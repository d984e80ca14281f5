package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code src/docs/architecture.md} and the maps in the READMEs true. */
class ArchitectureTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String ROUTE_FILE = ".camel.yaml";

    /** Files of {@code routes/} that hold no route. */
    private static final Set<String> NO_ROUTES = Set.of("error-handling", "beans");

    private static final Pattern SOLID = Pattern.compile("^\\s*([a-z-]+) --> ([a-z-]+)$", Pattern.MULTILINE);
    private static final Pattern DOTTED = Pattern.compile("^\\s*([a-z-]+) -\\.-> ([a-z-]+)$", Pattern.MULTILINE);
    private static final Pattern SUBGRAPH =
            Pattern.compile("^\\s*subgraph ([a-z-]+)$(.*?)^\\s*end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("(?:uri|deadLetterUri): (?:direct:|seda:|kamelet:(?=(?:idibu|jobtrain)-))([a-z-]+)");
    private static final Pattern ERRORS = Pattern.compile("routeConfigurationId: ([a-z-]+)");

    @Test
    void theDiagramDrawsEveryRouteInItsFolder() throws IOException {
        Map<String, String> drawn = new LinkedHashMap<>();
        Matcher subgraph = SUBGRAPH.matcher(diagram());
        while (subgraph.find()) {
            Stream.of(subgraph.group(2).split("\\s+(-->)?\\s*"))
                    .filter(name -> !name.isBlank())
                    .forEach(name -> drawn.put(name, subgraph.group(1)));
        }

        assertThat(drawn).containsExactlyInAnyOrderEntriesOf(foldersByRoute());
    }

    @Test
    void theDiagramDrawsEveryCallAndNoOther() throws IOException {
        assertThat(edges(SOLID)).containsExactlyElementsOf(calls());
    }

    @Test
    void theDottedArrowsBeginOrEndAtTheInbox() throws IOException {
        Set<String> routes = foldersByRoute().keySet();

        assertThat(edges(DOTTED)).isNotEmpty().allSatisfy(edge -> {
            Set<String> ends = new TreeSet<>(Set.of(edge.split(" ")));
            assertThat(ends.remove("inbox")).isTrue();
            assertThat(routes).containsAll(ends);
        });
    }

    @Test
    void theTableNamesEveryPackage() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/org/applicantrelay"))) {
            assertThat(firstColumn(document()))
                    .containsExactlyInAnyOrderElementsOf(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void theMapOfTheRoutesNamesEveryRouteFile() throws IOException {
        Set<String> named = firstColumn(Files.readString(ROUTES.resolve("README.md")));

        try (Stream<Path> files = routeFiles()) {
            assertThat(named)
                    .containsAll(
                            files.map(file -> ROUTES.relativize(file).toString().replace(ROUTE_FILE, ""))
                                    .toList());
        }
    }

    @Test
    void everyDecisionSaysWhenWhyAndAtWhatPrice() throws IOException {
        try (Stream<Path> decisions = Files.list(Path.of("src/docs/decisions"))) {
            assertThat(decisions).isNotEmpty().allSatisfy(file -> {
                assertThat(file.getFileName().toString()).matches("\\d{4}-[a-z0-9-]+\\.md");
                assertThat(Files.readString(file))
                        .containsPattern("(?s)^# \\d+\\. .*\n\\d{4}-\\d\\d-\\d\\d\n.*Context.*Choice.*Price");
            });
        }
    }

    private static Set<String> edges(Pattern arrow) throws IOException {
        return arrow.matcher(diagram())
                .results()
                .map(edge -> edge.group(1) + " " + edge.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the files call, each as "caller called"; a partner's Kamelet counts as the partner. */
    private static Set<String> calls() throws IOException {
        String errors = Files.readString(ROUTES.resolve("common/error-handling" + ROUTE_FILE));
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> files = routeFiles()) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (NO_ROUTES.contains(name(file))) {
                    continue;
                }
                String yaml = Files.readString(file);
                addCalls(calls, name(file), yaml);
                Matcher configuration = ERRORS.matcher(yaml);
                while (configuration.find()) {
                    addCalls(calls, name(file), ofConfiguration(errors, configuration.group(1)));
                }
            }
        }
        return calls;
    }

    private static String ofConfiguration(String errors, String id) {
        String from = errors.substring(errors.indexOf("id: " + id));
        int next = from.indexOf("- routeConfiguration:");
        return next < 0 ? from : from.substring(0, next);
    }

    private static void addCalls(Set<String> calls, String caller, String yaml) {
        Matcher call = CALL.matcher(yaml);
        while (call.find()) {
            String called = call.group().contains("kamelet:") ? call.group(1).split("-")[0] : call.group(1);
            // A route's own address is where it begins, and where it hints at itself.
            if (!called.equals(caller)) {
                calls.add(caller + " " + called);
            }
        }
    }

    private static Map<String, String> foldersByRoute() throws IOException {
        try (Stream<Path> files = routeFiles()) {
            return files.filter(file -> !NO_ROUTES.contains(name(file)))
                    .collect(Collectors.toMap(
                            ArchitectureTest::name,
                            file -> file.getParent().getFileName().toString()));
        }
    }

    private static Stream<Path> routeFiles() throws IOException {
        return Files.walk(ROUTES).filter(file -> file.toString().endsWith(ROUTE_FILE));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(ROUTE_FILE, "");
    }

    private static Set<String> firstColumn(String markdown) {
        return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                .matcher(markdown)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    private static String diagram() throws IOException {
        String document = document();
        int begin = document.indexOf("```mermaid");
        return document.substring(begin, document.indexOf("```", begin + 3));
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("src/docs/architecture.md"));
    }
}
