package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.yaml.YamlText;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML, and so JSON, into nodes that keep their lines. Never throws on what it reads. */
final class YamlReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String path;
    private final List<Finding> problems;

    private YamlReader(String path, List<Finding> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The documents of a file; none where it cannot be read, which is then among the problems. */
    static List<YamlNode> read(String path, String text, List<Finding> problems) {
        YamlReader reader = new YamlReader(path, problems);
        return YamlText.documents(text, (line, message) -> problems.add(new Finding(path, line, message))).stream()
                .map(node -> reader.node("", YamlText.line(node), node))
                .toList();
    }

    private YamlNode node(String key, int line, Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping(key, line, mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode json = JSON.arrayNode();
            List<YamlNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                YamlNode read = node(key, YamlText.line(item), item);
                items.add(read);
                json.add(read.json());
            }
            return new YamlNode(key, line, json, Map.of(), items);
        }
        return new YamlNode(key, line, scalar((ScalarNode) node), Map.of(), List.of());
    }

    private YamlNode mapping(String key, int line, MappingNode mapping) {
        ObjectNode json = JSON.objectNode();
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = YamlText.line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(new Finding(
                        path, keyLine, "A key must be a plain word; put a placeholder, {{...}}, in quotes."));
                continue;
            }
            YamlNode earlier = fields.get(name.getValue());
            if (earlier != null) {
                problems.add(new Finding(
                        path,
                        keyLine,
                        "The key \"" + name.getValue() + "\" stands here for a second time, after line "
                                + earlier.line() + "; remove one of the two."));
                continue;
            }
            YamlNode value = node(name.getValue(), keyLine, tuple.getValueNode());
            fields.put(name.getValue(), value);
            json.set(name.getValue(), value.json());
        }
        return new YamlNode(key, line, json, fields, List.of());
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (Tag.INT.equals(tag) && text.matches("[-+]?\\d{1,100}")) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Integer.SIZE ? JSON.numberNode(number.intValue()) : JSON.numberNode(number);
        }
        if (Tag.FLOAT.equals(tag) && text.matches("[-+]?\\d{1,100}(\\.\\d{1,100})?([eE][-+]?\\d{1,3})?")) {
            return JSON.numberNode(new BigDecimal(text));
        }
        return JSON.textNode(text);
    }
}
