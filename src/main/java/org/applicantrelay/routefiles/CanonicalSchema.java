package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Camel's schema of its YAML without the short notation. As shipped it offers each step as a text or as an object, and
 * each expression in three ways; a fault then fails all of them at once, and says nothing. With one way left, it says
 * what is wrong where it is wrong.
 */
final class CanonicalSchema {

    /** What may stand at the top of a file in this folder. */
    static final Set<String> ENTRIES = Set.of("route", "routeConfiguration", "beans");

    private CanonicalSchema() {}

    /** Changes a schema in place. */
    static void apply(JsonNode schema) {
        ((ObjectNode) schema.at("/items/properties")).retain(ENTRIES);
        each(schema);
    }

    private static void each(JsonNode node) {
        if (node instanceof ObjectNode object) {
            // A keyword of Camel's own, about which the validator would warn.
            if (object.path("deprecated").isBoolean()) {
                object.remove("deprecated");
            }
            withoutText(object);
            withoutShortcuts(object);
        }
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        children.forEach(CanonicalSchema::each);
    }

    /** A text or an object: the object. */
    private static void withoutText(ObjectNode schema) {
        if (!(schema.get("oneOf") instanceof ArrayNode ways) || !offersText(ways)) {
            return;
        }
        for (JsonNode way : ways) {
            if (way.path("type").asText().equals("object")) {
                schema.remove("oneOf");
                schema.setAll((ObjectNode) way);
                return;
            }
        }
    }

    private static boolean offersText(ArrayNode ways) {
        for (JsonNode way : ways) {
            if (way.path("type").asText().equals("string")) {
                return true;
            }
        }
        return false;
    }

    /** Groups of which one key is to be given: what the keys hold moves to the properties, where it is checked. */
    private static void withoutShortcuts(ObjectNode schema) {
        if (!(schema.remove("anyOf") instanceof ArrayNode groups)) {
            return;
        }
        ObjectNode properties = schema.withObjectProperty("properties");
        ArrayNode choices = schema.arrayNode();
        for (JsonNode group : groups) {
            List<ObjectNode> ways = new ArrayList<>();
            Set<String> names = new HashSet<>();
            boolean inline = false;
            for (JsonNode way : group.path("oneOf")) {
                inline |= way.has("$ref");
                if (way.has("required") && way.has("properties")) {
                    ways.add((ObjectNode) way);
                }
                way.at("/not/anyOf")
                        .forEach(other -> names.add(other.at("/required/0").asText()));
            }
            if (inline) {
                names.stream().filter(name -> properties.path(name).isEmpty()).forEach(properties::remove);
            }
            ways.forEach(way -> properties.setAll((ObjectNode) way.get("properties")));
            // Beside an expression, another group is an option, such as how to resequence.
            if (inline || groups.size() == 1) {
                choices.add(choice(schema, ways));
            }
        }
        schema.put("additionalProperties", false);
        schema.set("allOf", choices);
    }

    private static ObjectNode choice(ObjectNode schema, List<ObjectNode> ways) {
        ObjectNode choice = schema.objectNode();
        if (ways.size() == 1) {
            choice.set("required", ways.get(0).get("required"));
        } else {
            ArrayNode oneOf = choice.putArray("oneOf");
            ways.forEach(way -> oneOf.addObject().set("required", way.get("required")));
        }
        return choice;
    }
}
