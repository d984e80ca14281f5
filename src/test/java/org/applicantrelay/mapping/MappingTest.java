package org.applicantrelay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.delivery.Gathered;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.jobtrain.JobList;
import org.applicantrelay.jobtrain.JobtrainToken;
import org.applicantrelay.jobtrain.Receipt;
import org.applicantrelay.jobtrain.RemoteApplications;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden pairs and the schemas show what the relay really hands to a mapping, and reads of one; RouteFilesTest runs them. */
class MappingTest {

    private static final Path MAPPINGS = Path.of("routes", "mapping");
    private static final Path PAIRS = MAPPINGS.resolve("application-to-jobtrain");

    /** The schema of what the create's mapping is given; the only one with references. */
    private static final String APPLICANT = "application-to-jobtrain.input";

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

    @Test
    void theSchemaDescribesEachFieldThatTheRelayHandsToTheMappingAndNoOther() throws IOException {
        describes(schema(APPLICANT), JSON.constructType(Applicant.class), "applicant");
    }

    @Test
    void theSchemaRequiresWhatTheRelayAlwaysHandsToTheMapping() throws Exception {
        IdibuApplicant least = new IdibuXmlMapper()
                .readValue("<applicant><email>anna.example@example.org</email></applicant>", IdibuApplicant.class);

        JsonNode applicant = JSON.valueToTree(new Gathered("33139609", null, least, null, null, List.of(), List.of())
                .applicant(List.of("pdf"), "Not given"));

        assertThat(schema(APPLICANT).path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(applicant::fieldNames);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("jobtrain-to-receipt", Receipt.class),
                arguments("jobtrain-to-applications", RemoteApplications.class),
                arguments("jobtrain-to-jobs", JobList.class),
                arguments("jobtrain-to-token", JobtrainToken.Grant.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void theSchemasOfAnswersDescribeEachFieldThatTheRelayReadsAndNoOther(String mapping, Class<?> read)
            throws IOException {
        describes(schema(mapping + ".output"), JSON.constructType(read), mapping);
    }

    /** FOUND is what the relay itself says of an application that it reads back. */
    @Test
    void theSchemaOfReceiptsNamesTheOutcomesThatAMappingMayGive() throws IOException {
        assertThat(schema("jobtrain-to-receipt.output").at("/properties/outcome/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Receipt.Outcome.values())
                        .filter(outcome -> outcome != Receipt.Outcome.FOUND)
                        .map(Receipt.Outcome::name)
                        .toList());
    }

    private static void describes(JsonNode schema, JavaType type, String name) throws IOException {
        JsonNode inner = resolved(schema);
        assertThat(schema.path("description").asText(inner.path("description").asText()))
                .as(name)
                .isNotBlank();
        if (type.isCollectionLikeType()) {
            assertThat(inner.path("type").asText()).as(name).isEqualTo("array");
            describes(inner.path("items"), type.getContentType(), name);
        } else if (type.isRecordType()) {
            fields(inner, type, name);
        } else {
            boolean text = type.hasRawClass(String.class) || type.isEnumType();
            assertThat(
                            inner.path("type").isArray()
                                    ? inner.at("/type/0").asText()
                                    : inner.path("type").asText())
                    .as(name)
                    .isEqualTo(text ? "string" : "integer");
            assertThat(inner.path("examples"))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(example -> text ? example.isTextual() : example.isIntegralNumber());
        }
    }

    private static void fields(JsonNode schema, JavaType type, String name) throws IOException {
        List<BeanPropertyDefinition> fields =
                JSON.getSerializationConfig().introspect(type).findProperties();
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                        fields.stream().map(BeanPropertyDefinition::getName).toList());
        assertThat(schema.path("additionalProperties").asBoolean(true)).as(name).isFalse();
        for (BeanPropertyDefinition field : fields) {
            describes(
                    schema.path("properties").path(field.getName()),
                    field.getPrimaryType(),
                    name + "." + field.getName());
        }
    }

    /** Beside a reference, draft 7 takes a description for nothing; so it stands around one. */
    private static JsonNode resolved(JsonNode schema) throws IOException {
        JsonNode reference = schema.has("allOf") ? schema.at("/allOf/0/$ref") : schema.path("$ref");
        return reference.isTextual() ? schema(APPLICANT).at(reference.asText().substring(1)) : schema;
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(Files.readString(MAPPINGS.resolve(name + ".schema.json")));
    }
}
