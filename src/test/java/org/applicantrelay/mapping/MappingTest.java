package org.applicantrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden pairs show the applicant that the relay really hands to the mapping; RouteFilesTest runs them. */
class MappingTest {

    private static final Path PAIRS = Path.of("routes", "mapping", "application-to-jobtrain");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Named<Path>> applicants() throws IOException {
        try (Stream<Path> files = Files.list(PAIRS)) {
            List<Path> inputs = files.filter(file -> file.toString().endsWith(".input.json"))
                    .sorted()
                    .toList();
            return inputs.stream().map(file -> Named.of(file.getFileName().toString(), file));
        }
    }

    @ParameterizedTest
    @MethodSource("applicants")
    void theApplicantsAreWhatTheRelayHandsToTheMapping(Path input) throws IOException {
        JsonNode applicant = JSON.readTree(Files.readString(input));

        assertThat(JSON.<JsonNode>valueToTree(JSON.treeToValue(applicant, Applicant.class))
                        .toPrettyString())
                .isEqualTo(applicant.toPrettyString());
    }
}
