package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Kubernetes resources as YAML, and what all of them have. */
final class Manifests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    /** The documents of a file that hold anything. */
    static List<ObjectNode> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ManifestException(file, "cannot be read");
        }
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<ObjectNode> documents = new ArrayList<>();
        try {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
                if (document != null) {
                    documents.add(object(file, JSON.valueToTree(document)));
                }
            }
        } catch (YAMLException e) {
            throw new ManifestException(file, e.getMessage());
        }
        return documents;
    }

    private static ObjectNode object(Path file, JsonNode document) {
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new ManifestException(file, "holds a document that is no resource");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String kind(JsonNode resource) {
        return resource.path("kind").asText();
    }

    static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    /** How a person names it. */
    static String title(JsonNode resource) {
        return kind(resource) + "/" + name(resource);
    }

    /** What makes it one resource in a namespace. */
    static String identity(JsonNode resource) {
        return resource.path("apiVersion").asText() + " " + title(resource);
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The texts of a list. */
    static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText).toList();
    }

    /** Keys and texts of an object; empty for anything else. */
    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    /** Whether {@code labels} has all of {@code selector}, which selects something. */
    static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty()
                && selector.entrySet().stream()
                        .allMatch(label -> Objects.equals(labels.get(label.getKey()), label.getValue()));
    }
}
