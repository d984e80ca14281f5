package org.applicantrelay.table;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.applicantrelay.text.Nearest;
import org.applicantrelay.yaml.YamlText;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads the YAML of a table. Every key and every value is the text that stands there: to YAML itself {@code 0123} is octal,
 * {@code NO} is false and {@code 1e3} a thousand.
 */
public final class TableReader {

    /** In bytes. */
    public static final int LARGEST = 1024 * 1024;

    private final YamlText.Problems problems;

    public TableReader(YamlText.Problems problems) {
        this.problems = problems;
    }

    /** A named block of a table, and what reads it. */
    public record Section(String name, Consumer<Node> reader) {}

    /** Takes one line of a table. */
    @FunctionalInterface
    public interface Line {

        /**
         * @param line counted from 1
         * @param key not empty, and there once
         * @param value null for a block or a list
         */
        void take(int line, String key, String value);
    }

    /** Reads a file of sections. */
    public void sections(byte[] file, Section... sections) {
        Map<String, Integer> seen = new HashMap<>();
        root(file, root -> {
            if (root instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> section(tuple, sections, seen));
            } else if (!isEmpty(root)) {
                problems.add(
                        YamlText.line(root),
                        "The file is a block of sections; begin it with " + sections[0].name() + ": and no dash.");
            }
        });
    }

    /**
     * Reads a file of lines without a section.
     *
     * @param shape what is said where it is none
     */
    public void lines(byte[] file, String shape, Line line) {
        root(file, root -> lines(root, shape, line));
    }

    private void root(byte[] file, Consumer<Node> root) {
        if (file.length > LARGEST) {
            problems.add(1, "The file is larger than 1 MB; remove the lines that nobody needs any more.");
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            List<Node> documents = YamlText.documents(text, problems);
            if (documents.size() > 1) {
                problems.add(
                        YamlText.line(documents.get(1)),
                        "Only what stands above --- is read; remove that line, and what is there twice.");
            }
            documents.stream().limit(1).forEach(root);
        } catch (CharacterCodingException e) {
            problems.add(1, "The file is not UTF-8; save it in that encoding.");
        }
    }

    private void section(NodeTuple tuple, Section[] sections, Map<String, Integer> seen) {
        int line = YamlText.line(tuple.getKeyNode());
        String name = text(tuple.getKeyNode());
        Integer earlier = name == null ? null : seen.putIfAbsent(name, line);
        if (earlier != null) {
            problems.add(
                    line,
                    "The section \"" + name + "\" stands here for a second time, after line " + earlier
                            + "; move its lines there.");
            return;
        }
        Arrays.stream(sections)
                .filter(section -> section.name().equals(name))
                .findFirst()
                .ifPresentOrElse(
                        section -> section.reader().accept(tuple.getValueNode()), () -> unknown(line, name, sections));
    }

    private void unknown(int line, String name, Section[] sections) {
        List<String> names = Arrays.stream(sections).map(Section::name).toList();
        problems.add(
                line,
                name == null
                        ? "There is no such section; there is " + Nearest.some(names) + "."
                        : "There is no section \"" + name + "\"; " + Nearest.hint(name, names));
    }

    /**
     * Reads a block of lines.
     *
     * @param shape what is said where it is none
     */
    public void lines(Node node, String shape, Line line) {
        Map<String, Integer> seen = new HashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> line(tuple, seen, line));
        } else if (!isEmpty(node)) {
            problems.add(YamlText.line(node), shape);
        }
    }

    private void line(NodeTuple tuple, Map<String, Integer> seen, Line reader) {
        int line = YamlText.line(tuple.getKeyNode());
        String key = text(tuple.getKeyNode());
        if (key == null || key.isEmpty()) {
            problems.add(line, "What stands before the colon must be a text that is not empty; put it in quotes.");
            return;
        }
        Integer earlier = seen.putIfAbsent(key, line);
        if (earlier != null) {
            problems.add(
                    line,
                    "\"" + key + "\" stands here for a second time, after line " + earlier
                            + "; remove one of the two.");
            return;
        }
        reader.take(line, key, text(tuple.getValueNode()));
    }

    /** Whether the value of a line is a text that can be sent; a problem where it is not. */
    boolean isSendable(int line, String key, String value, int longest) {
        boolean sendable = value != null
                && !value.isEmpty()
                && value.length() <= longest
                && value.codePoints().allMatch(TableReader::isOfALine);
        if (!sendable) {
            problems.add(
                    line,
                    "\"" + key
                            + "\" has no text to send; after the colon and a space stands one, in quotes, of one line"
                            + " and at most " + longest + " characters.");
        }
        return sendable;
    }

    /** XML has no half of a letter either, which YAML can write as an escape. */
    private static boolean isOfALine(int letter) {
        return !Character.isISOControl(letter)
                && Character.getType(letter) != Character.SURROGATE
                && letter != 0xfffe
                && letter != 0xffff;
    }

    /** Null for a block or a list. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : null;
    }

    public static boolean isEmpty(Node node) {
        return "".equals(text(node));
    }
}
