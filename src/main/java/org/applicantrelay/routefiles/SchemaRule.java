package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.applicantrelay.text.Nearest;

/** Each file is what Camel's schema says, in the full notation. */
final class SchemaRule implements Rule {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private static final Map<String, String> KINDS = Map.of(
            "boolean", "true or false",
            "number", "a number",
            "integer", "a whole number",
            "string", "a text",
            "object", "a block of keys",
            "array", "a list",
            "null", "nothing");

    private final JsonNode json;
    private final JsonSchema schema;

    SchemaRule() {
        try (InputStream file = SchemaRule.class.getResourceAsStream(SCHEMA)) {
            json = new ObjectMapper().readTree(file);
            CanonicalSchema.apply(json);
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(
                            json,
                            SchemaValidatorsConfig.builder()
                                    .preloadJsonSchema(false)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            if (!file.isKamelet()) {
                validate(file, file.root(), file.root().json(), 0, findings);
                continue;
            }
            YamlNode template = file.template();
            if (template.get("route").exists()) {
                validate(
                        file,
                        template.get("route"),
                        entry("route", template.get("route").json()),
                        2,
                        findings);
            } else if (template.get("from").exists()) {
                ObjectNode route = JsonNodeFactory.instance.objectNode();
                route.set("from", template.get("from").json());
                validate(file, template, entry("route", route), 2, findings);
            }
            if (template.get("beans").exists()) {
                validate(
                        file,
                        template.get("beans"),
                        entry("beans", template.get("beans").json()),
                        2,
                        findings);
            }
        }
    }

    private static ArrayNode entry(String kind, JsonNode value) {
        ArrayNode file = JsonNodeFactory.instance.arrayNode();
        file.addObject().set(kind, value);
        return file;
    }

    /** {@code wrapped} is how many steps of each pointer were put around what stands at {@code place}. */
    private void validate(RouteFile file, YamlNode place, JsonNode value, int wrapped, Findings findings) {
        Set<YamlNode> choices = new HashSet<>();
        for (ValidationMessage message : schema.validate(value)) {
            List<String> steps = elements(message.getInstanceLocation());
            YamlNode node = place.nearest(steps.subList(Math.min(wrapped, steps.size()), steps.size()));
            List<String> location = elements(message.getSchemaLocation().getFragment());
            int choice = location.indexOf("oneOf");
            if (choice < 0) {
                describe(file, node, message, at(location.subList(0, location.size() - 1)), findings);
            } else if (choices.add(node)) {
                findings.add(file, node, oneOf(node, at(location.subList(0, choice + 1))));
            }
        }
    }

    private static void describe(
            RouteFile file, YamlNode node, ValidationMessage message, JsonNode schema, Findings findings) {
        String key = String.valueOf(message.getProperty());
        String here = node.key().isEmpty() ? "an entry" : "\"" + node.key() + "\"";
        switch (message.getType()) {
            case "required" -> findings.add(file, node, "In " + here + " the key \"" + key + "\" is missing; add it.");
            case "additionalProperties" ->
                findings.add(
                        file,
                        node.get(key),
                        "In " + here + " there is no key \"" + key + "\" in the full notation; "
                                + Nearest.hint(key, names(schema.path("properties"))));
            case "type" ->
                findings.add(
                        file,
                        node,
                        "The value of " + here + " must be "
                                + kind(schema.path("type").asText())
                                + "; a placeholder or the short notation is not accepted here.");
            case "enum" ->
                findings.add(
                        file,
                        node,
                        "The value of " + here + " is not one that Camel knows; write one of "
                                + Nearest.some(texts(schema.path("enum"))) + ".");
            case "maxProperties" ->
                findings.add(
                        file,
                        node,
                        "There are several kinds in one entry of " + here + "; give each a dash of its own.");
            default ->
                findings.add(
                        file, node, "Camel's schema does not allow this value of " + here + "; look it up in Kaoto.");
        }
    }

    /** What JSON Schema calls a type, in words. */
    static String kind(String type) {
        return KINDS.get(type);
    }

    private static String oneOf(YamlNode node, JsonNode ways) {
        Set<String> names = new TreeSet<>();
        ways.forEach(way -> names.addAll(texts(way.path("required"))));
        return "In \"" + node.key() + "\" exactly one kind must be given; write one of " + Nearest.some(names) + ".";
    }

    private JsonNode at(List<String> steps) {
        return at(json, steps);
    }

    /** What stands in a schema where these steps lead. */
    static JsonNode at(JsonNode schema, List<String> steps) {
        JsonNode node = schema;
        for (String step : steps) {
            node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }

    /** The steps of a validator's pointer. */
    static List<String> elements(JsonNodePath path) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            steps.add(String.valueOf(path.getElement(i)));
        }
        return steps;
    }

    static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static Set<String> texts(JsonNode values) {
        Set<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
