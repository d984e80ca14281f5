package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code .vscode} leads to what is there, and keeps Kaoto away from {@code pom.xml}. */
class EditorFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKSPACE = "${workspaceFolder}/";

    /** What Kaoto's editor opens, by the selector in the extension's package.json (2.12). */
    private static final PathMatcher KAOTO =
            FileSystems.getDefault().getPathMatcher("glob:**{.camel,.kamelet,.pipe,-pipe}.{yaml,yml}");

    /** Whose settings begin with what. */
    private static final Map<String, String> EXTENSIONS = Map.of(
            "kaoto", "redhat.vscode-kaoto",
            "camel", "redhat.vscode-apache-camel",
            "yaml", "redhat.vscode-yaml");

    /** Settings of the editor itself. */
    private static final Set<String> BUILT_IN = Set.of("files", "json");

    @Test
    void kaotoLeavesThePomAlone() throws IOException {
        assertThat(settings().path("kaoto.maven.dependenciesUpdate.onSave"))
                .as("it is true where nothing is said")
                .isEqualTo(JSON.getNodeFactory().booleanNode(false));
    }

    @Test
    void whoeverReadsASettingIsRecommended() throws IOException {
        List<String> recommended = texts(file("extensions.json").path("recommendations"));

        assertThat(settings().fieldNames())
                .toIterable()
                .extracting(key -> key.substring(0, key.indexOf('.')))
                .filteredOn(prefix -> !BUILT_IN.contains(prefix))
                .isNotEmpty()
                .allSatisfy(prefix -> assertThat(recommended).contains(EXTENSIONS.get(prefix)));
    }

    @Test
    void kaotoFindsTheKameletsFromEveryRoute() throws IOException {
        List<String> folders = texts(settings().path("kaoto.localKameletDirectories"));

        for (Path route : routes().filter(KAOTO::matches).toList()) {
            assertThat(folders)
                    .isNotEmpty()
                    .extracting(folder -> folder.startsWith(WORKSPACE)
                            ? Path.of(folder.substring(WORKSPACE.length()))
                            : route.getParent().resolve(folder).normalize())
                    .allMatch(folder -> folder.equals(Path.of("routes/kamelets")));
        }
        assertThat(Path.of("routes/kamelets")).isNotEmptyDirectory();
    }

    @Test
    void kaotoOpensAndListsEveryFileOfRoutes() throws IOException {
        List<PathMatcher> listed = texts(settings().path("kaoto.integrations.files.regexp")).stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:**/" + pattern))
                .toList();

        assertThat(routes().filter(file -> file.toString().endsWith(".yaml"))
                        .filter(file -> !file.startsWith("routes/mapping")))
                .isNotEmpty()
                .allMatch(KAOTO::matches)
                .allSatisfy(file -> assertThat(listed).anyMatch(pattern -> pattern.matches(file)));
    }

    @Test
    void eachSchemaIsThereAndIsOfSomeFile() throws IOException {
        Map<String, List<String>> schemas = new TreeMap<>();
        settings()
                .path("yaml.schemas")
                .fields()
                .forEachRemaining(entry -> schemas.put(entry.getKey(), texts(entry.getValue())));
        settings()
                .path("json.schemas")
                .forEach(entry -> schemas.put(entry.path("url").asText(), texts(entry.path("fileMatch"))));
        List<Path> routes = routes().toList();

        assertThat(schemas).hasSizeGreaterThan(3);
        schemas.forEach((schema, patterns) -> {
            if (!schema.startsWith("https://")) {
                assertThat(Path.of(schema)).isRegularFile();
            }
            assertThat(patterns).isNotEmpty().allSatisfy(pattern -> assertThat(routes)
                    .anyMatch(FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches));
        });
    }

    /** A schema that nobody is told of helps nobody. */
    @Test
    void eachSchemaOfTheFolderIsBound() throws IOException {
        String settings = Files.readString(Path.of(".vscode/settings.json"));

        assertThat(routes().filter(file -> file.toString().endsWith(".schema.json")))
                .isNotEmpty()
                .allMatch(schema -> settings.contains(schema.toString().replace('\\', '/') + "\""));
    }

    @Test
    void theCatalogAndTheSchemaAreOfTheCamelThatRuns() throws IOException {
        Matcher version = Pattern.compile("<camel\\.version>(.+?)</").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(settings().path("camel.Camel catalog version").asText()).isEqualTo(version.group(1));
        assertThat(settings().path("yaml.schemas").fieldNames())
                .toIterable()
                .filteredOn(schema -> schema.startsWith("https://"))
                .hasSize(1)
                .allMatch(schema -> schema.contains("/camel-" + version.group(1) + "/"));
    }

    @Test
    void theTaskReadsFindingsAndNamesTheFolder() throws IOException {
        JsonNode task = file("tasks.json").path("tasks").path(0);
        JsonNode pattern = task.at("/problemMatcher/pattern");
        String finding = new Finding("routes/sync/job-map.camel.yaml", 12, "Something: is wrong; mend it.").toString();
        Matcher matcher = Pattern.compile(pattern.path("regexp").asText()).matcher(finding);

        assertThat(matcher.matches()).isTrue();
        assertThat(matcher.group(pattern.path("file").asInt())).isEqualTo("routes/sync/job-map.camel.yaml");
        assertThat(matcher.group(pattern.path("line").asInt())).isEqualTo("12");
        assertThat(matcher.group(pattern.path("message").asInt())).isEqualTo("Something: is wrong; mend it.");
        assertThat(texts(task.path("args"))).endsWith("routes", "check", "routes");
    }

    private static Stream<Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static JsonNode settings() throws IOException {
        return file("settings.json");
    }

    private static JsonNode file(String name) throws IOException {
        return JSON.readTree(Path.of(".vscode", name).toFile());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
