package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.applicantrelay.text.Nearest;

/** What one end of a mapping is like, by the JSON schema (draft 7) beside it. */
final class DocumentSchema {

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();

    /** Of schemas: what a schema itself must be. */
    private static final JsonSchema META =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(SchemaLocation.of(SchemaId.V7), CONFIG);

    /** A check of the folder asks nobody: a reference leads to a place in the same file. */
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7))
            .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
            .build();

    private final JsonNode json;
    private final JsonSchema schema;

    private DocumentSchema(JsonNode json, JsonSchema schema) {
        this.json = json;
        this.schema = schema;
    }

    /**
     * @param path of the schema, below the folder of routes
     * @param text of the schema, for the lines
     * @return nothing where it is no schema, which is a finding
     */
    static Optional<DocumentSchema> of(String path, String text, JsonNode json, Findings findings) {
        YamlNode root = root(path, text);
        Set<ValidationMessage> faults = META.validate(json);
        faults.stream().limit(1).forEach(fault -> {
            List<String> where = SchemaRule.elements(fault.getInstanceLocation());
            findings.add(
                    path,
                    root.nearest(where).line(),
                    "This is no JSON schema at " + place(where) + "; mend it by draft 7, or delete the file.");
        });
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonSchema schema = FACTORY.getSchema(json, CONFIG);
            // A reference that leads nowhere is found here, and not in the middle of a document.
            schema.initializeValidators();
            return Optional.of(new DocumentSchema(json, schema));
        } catch (JsonSchemaException e) {
            findings.add(
                    path,
                    1,
                    "The schema names one that is not here; write \"$schema\":"
                            + " \"http://json-schema.org/draft-07/schema#\", and let each $ref begin with #/.");
            return Optional.empty();
        }
    }

    /**
     * Finds where a document is not like that; what it holds is never repeated.
     *
     * @param mending the second half of what is said of it
     */
    void check(String file, String text, JsonNode document, String mending, Findings findings) {
        YamlNode root = root(file, text);
        for (ValidationMessage message : schema.validate(document)) {
            List<String> where = SchemaRule.elements(message.getInstanceLocation());
            YamlNode node = root.nearest(where);
            String key = String.valueOf(message.getProperty());
            List<String> location =
                    SchemaRule.elements(message.getSchemaLocation().getFragment());
            JsonNode around = SchemaRule.at(json, location.subList(0, location.size() - 1));
            switch (message.getType()) {
                case "required" ->
                    findings.add(file, node.line(), "\"" + key + "\" is missing in " + place(where) + "; " + mending);
                case "additionalProperties" ->
                    findings.add(
                            file,
                            node.get(key).line(),
                            "There is no \"" + key + "\" in " + place(where) + "; "
                                    + Nearest.hint(key, SchemaRule.names(around.path("properties")), mending));
                case "type" ->
                    findings.add(
                            file,
                            node.line(),
                            "The value of " + place(where) + " must be " + kinds(around.path("type")) + "; " + mending);
                case "enum" ->
                    findings.add(
                            file,
                            node.line(),
                            "The value of " + place(where) + " must be one of "
                                    + Nearest.some(SchemaRule.texts(around.path("enum"))) + "; " + mending);
                default ->
                    findings.add(
                            file,
                            node.line(),
                            "The value of " + place(where) + " is not what the schema's \"" + message.getType()
                                    + "\" says; " + mending);
            }
        }
    }

    private static String kinds(JsonNode types) {
        List<String> kinds = new ArrayList<>();
        (types.isArray() ? types : List.of(types)).forEach(type -> kinds.add(SchemaRule.kind(type.asText())));
        return String.join(" or ", kinds);
    }

    private static String place(List<String> where) {
        return where.isEmpty() ? "the whole" : Differences.pointer(where);
    }

    private static YamlNode root(String path, String text) {
        return YamlReader.read(path, text, new ArrayList<>()).stream()
                .findFirst()
                .orElse(YamlNode.missing("", 1));
    }
}
