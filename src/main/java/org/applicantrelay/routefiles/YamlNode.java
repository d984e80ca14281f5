package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A value of a YAML file, with the line that it, or its key, stands on. What is not there is a node as well, on the
 * line of what it is missing from, so that rules need not ask at every step.
 */
final class YamlNode {

    private final String key;
    private final int line;
    private final JsonNode json;
    private final Map<String, YamlNode> fields;
    private final List<YamlNode> items;

    YamlNode(String key, int line, JsonNode json, Map<String, YamlNode> fields, List<YamlNode> items) {
        this.key = key;
        this.line = line;
        this.json = json;
        this.fields = fields;
        this.items = items;
    }

    static YamlNode missing(String key, int line) {
        return new YamlNode(key, line, MissingNode.getInstance(), Map.of(), List.of());
    }

    /** The key that this is the value of; an item of a list has the key of the list. */
    String key() {
        return key;
    }

    int line() {
        return line;
    }

    JsonNode json() {
        return json;
    }

    boolean exists() {
        return !json.isMissingNode();
    }

    boolean isText() {
        return json.isValueNode() && !json.isNull();
    }

    /** The text of a scalar, or an empty one. */
    String text() {
        return isText() ? json.asText() : "";
    }

    YamlNode get(String... path) {
        YamlNode node = this;
        for (String name : path) {
            node = node.fields.getOrDefault(name, missing(name, node.line));
        }
        return node;
    }

    /** The same without these keys; the document that it stands in keeps them. */
    YamlNode without(Set<String> keys) {
        Map<String, YamlNode> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(keys);
        return new YamlNode(key, line, json, rest, items);
    }

    /** The first of these keys that is there. */
    YamlNode first(String... names) {
        return Stream.of(names)
                .map(this::get)
                .filter(YamlNode::exists)
                .findFirst()
                .orElse(get(names[0]));
    }

    Collection<YamlNode> fields() {
        return fields.values();
    }

    List<YamlNode> items() {
        return items;
    }

    /** The node that a validator names by the steps of a JSON pointer, or the nearest one above it. */
    YamlNode nearest(List<String> steps) {
        YamlNode node = this;
        for (String step : steps) {
            YamlNode next = node.fields.get(step);
            if (next == null && step.matches("\\d{1,6}") && Integer.parseInt(step) < node.items.size()) {
                next = node.items.get(Integer.parseInt(step));
            }
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    /** This and everything below it, from top to bottom. */
    Stream<YamlNode> all() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(fields.values().stream(), items.stream()).flatMap(YamlNode::all));
    }

    /** Every scalar at or below this. */
    Stream<YamlNode> texts() {
        return all().filter(YamlNode::isText);
    }
}
