package org.applicantrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each mapping's golden pairs: for X.jslt the files X/case.input.json and X/case.output.json, and where the
 * mapping looks at headers, X/case.headers.json.
 */
class MappingTest {

    private static final Path FOLDER = Path.of("routes", "mapping");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Named<Path>> mappings() throws IOException {
        return named(FOLDER, file -> file.toString().endsWith(".jslt"));
    }

    static Stream<Named<Path>> inputs() throws IOException {
        return named(FOLDER, file -> file.toString().endsWith(".input.json"));
    }

    static Stream<Named<Path>> files() throws IOException {
        return named(FOLDER, file -> !file.getParent().equals(FOLDER));
    }

    static Stream<Named<Path>> applicants() throws IOException {
        return named(FOLDER.resolve("application-to-jobtrain"), file -> file.toString()
                .endsWith(".input.json"));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void everyMappingHasAPairThatShowsIt(Path mapping) throws IOException {
        Path folder = Path.of(mapping.toString().replaceAll("\\.jslt$", ""));

        assertThat(folder).isDirectory();
        assertThat(folder).isDirectoryContaining(file -> file.toString().endsWith(".input.json"));
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void everyMappingIsAsciiBecauseCamelReadsItInTheMachinesCharacterSet(Path mapping) throws IOException {
        assertThat(Files.readString(mapping)).matches("\\p{ASCII}*");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileBelongsToAPairOfAMapping(Path file) {
        assertThat(Path.of(file.getParent() + ".jslt")).exists();
        assertThat(file.getFileName().toString()).matches("[a-z0-9-]+\\.(input|output|headers)\\.json");
        assertThat(sibling(file, "input")).exists();
        assertThat(sibling(file, "output")).exists();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void theInputBecomesTheOutput(Path input) throws IOException {
        Path headers = sibling(input, "headers");
        JsonNode output = compile(Path.of(input.getParent() + ".jslt"))
                .apply(Map.of("headers", Files.exists(headers) ? read(headers) : JSON.createObjectNode()), read(input));

        // By way of text, as it leaves Camel.
        assertThat(JSON.readTree(output.toString()).toPrettyString())
                .isEqualTo(read(sibling(input, "output")).toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("applicants")
    void theApplicantsAreWhatTheRelayHandsToTheMapping(Path input) throws IOException {
        JsonNode applicant = read(input);

        assertThat(JSON.<JsonNode>valueToTree(JSON.treeToValue(applicant, Applicant.class))
                        .toPrettyString())
                .isEqualTo(applicant.toPrettyString());
    }

    private static Expression compile(Path mapping) throws IOException {
        try (Reader reader = Files.newBufferedReader(mapping, StandardCharsets.US_ASCII)) {
            return new Parser(reader).withSource(mapping.toString()).compile();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static Path sibling(Path file, String kind) {
        return file.resolveSibling(
                file.getFileName().toString().replaceAll("\\.(input|output|headers)\\.json$", "." + kind + ".json"));
    }

    private static Stream<Named<Path>> named(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found =
                    files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
            return found.stream().map(file -> Named.of(FOLDER.relativize(file).toString(), file));
        }
    }
}
