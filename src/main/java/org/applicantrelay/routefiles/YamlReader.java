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
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML, and so JSON, with the parser that Camel uses, and keeps the lines. Never throws on what it reads. */
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
        // A collection used twice could contain itself, and Kaoto writes none.
        LoadSettings settings = LoadSettings.builder()
                .setLabel(path)
                .setUseMarks(true)
                .setMaxAliasesForCollections(0)
                // A placeholder without quotes is one; it is found here, with its line.
                .setAllowNonScalarKeys(true)
                .build();
        YamlReader reader = new YamlReader(path, problems);
        List<YamlNode> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                documents.add(reader.node("", line(node), node));
            }
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            problems.add(new Finding(path, line, "This is not YAML: " + why(e) + "; mend it here or just above."));
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(letter -> letter == '\n')
                            .count()
                    + 1;
            problems.add(new Finding(path, (int) line, "YAML has no such control character; delete it."));
        } catch (StackOverflowError e) {
            problems.add(new Finding(path, 1, "The file is nested too deeply to be read; look for repeated brackets."));
        } catch (YamlEngineException e) {
            problems.add(new Finding(
                    path, alias(text, settings), "This folder has no aliases (*name); write out what it stands for."));
        }
        return documents;
    }

    private static int alias(String text, LoadSettings settings) {
        for (Event event : new Parse(settings).parseString(text)) {
            if (event.getEventId() == Event.ID.Alias) {
                return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
            }
        }
        return 1;
    }

    private static String why(MarkedYamlEngineException e) {
        // Never the whole message: it quotes the file.
        return e.getProblem() == null ? "it cannot be parsed" : e.getProblem().replaceAll("\\R.*", "");
    }

    private YamlNode node(String key, int line, Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping(key, line, mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode json = JSON.arrayNode();
            List<YamlNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                YamlNode read = node(key, line(item), item);
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
            int keyLine = line(tuple.getKeyNode());
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

    private static int line(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
