package org.applicantrelay.jobtrain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.applicantrelay.yaml.YamlText;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code job-map.yaml}. Every key and every value is the text that stands there: to YAML itself {@code 0123} is
 * octal, {@code NO} is false and {@code 1e3} a thousand.
 */
public final class JobMapReader {

    /** In bytes. */
    static final int LARGEST = 1024 * 1024;

    static final String REFERENCES = "references";
    static final String IDIBU_JOBS = "idibuJobs";
    private static final String SUFFIXES = "suffixes";

    /** It becomes a part of a path of Jobtrain's. */
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final YamlText.Problems problems;
    private final Map<String, Integer> sections = new HashMap<>();
    private final Map<String, String> references = new HashMap<>();
    private final Map<String, String> idibuJobs = new HashMap<>();
    private final List<Pattern> suffixes = new ArrayList<>();

    private JobMapReader(YamlText.Problems problems) {
        this.problems = problems;
    }

    /** What the file says; worth nothing where there are problems. */
    public static JobMap read(byte[] file, YamlText.Problems problems) {
        JobMapReader reader = new JobMapReader(problems);
        if (file.length > LARGEST) {
            problems.add(1, "The file is larger than 1 MB; remove the lines of jobs that are closed.");
            return JobMap.EMPTY;
        }
        try {
            reader.documents(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(1, "The file is not UTF-8; save it in that encoding.");
        }
        return new JobMap(reader.references, reader.idibuJobs, reader.suffixes);
    }

    private void documents(String text) {
        List<Node> documents = YamlText.documents(text, problems);
        if (documents.size() > 1) {
            problems.add(
                    YamlText.line(documents.get(1)),
                    "Only what stands above --- is read; remove that line, and sections that are there twice.");
        }
        documents.stream().limit(1).forEach(this::root);
    }

    private void root(Node root) {
        if (root instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::section);
        } else if (!isEmpty(root)) {
            problems.add(
                    YamlText.line(root), "The file is a block of sections; begin it with references: and no dash.");
        }
    }

    private void section(NodeTuple tuple) {
        int line = YamlText.line(tuple.getKeyNode());
        String name = text(tuple.getKeyNode());
        Integer earlier = name == null ? null : sections.putIfAbsent(name, line);
        if (earlier != null) {
            problems.add(
                    line,
                    "The section \"" + name + "\" stands here for a second time, after line " + earlier
                            + "; move its lines there.");
            return;
        }
        switch (name == null ? "" : name) {
            case REFERENCES -> jobs(name, tuple.getValueNode(), references);
            case IDIBU_JOBS -> jobs(name, tuple.getValueNode(), idibuJobs);
            case SUFFIXES -> suffixes(tuple.getValueNode());
            default ->
                problems.add(
                        line,
                        "There is no " + (name == null ? "such section" : "section \"" + name + "\"")
                                + "; there is references, idibuJobs and suffixes.");
        }
    }

    private void jobs(String section, Node node, Map<String, String> jobs) {
        Map<String, Integer> lines = new HashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> job(tuple, jobs, lines));
        } else if (!isEmpty(node)) {
            problems.add(
                    YamlText.line(node),
                    "Below " + section + ": stands one job in a line, such as SP1507-46: 171, without a dash.");
        }
    }

    private void job(NodeTuple tuple, Map<String, String> jobs, Map<String, Integer> lines) {
        int line = YamlText.line(tuple.getKeyNode());
        String key = text(tuple.getKeyNode());
        String jobId = text(tuple.getValueNode());
        if (key == null || key.isEmpty()) {
            problems.add(line, "What stands before the colon must be a text that is not empty; put it in quotes.");
        } else if (jobId == null || !isJobId(jobId)) {
            problems.add(
                    line,
                    "\"" + key + "\" has no job id; after the colon and a space stands Jobtrain's, at most 100"
                            + " letters, digits, dots, dashes and underscores.");
        } else if (lines.putIfAbsent(key, line) != null) {
            problems.add(
                    line,
                    "\"" + key + "\" stands here for a second time, after line " + lines.get(key)
                            + "; remove one of the two.");
        } else {
            jobs.put(key, jobId);
        }
    }

    /** Whether {@code text}, which is not null, can be an id of one of Jobtrain's jobs. */
    static boolean isJobId(String text) {
        return JOB_ID.matcher(text).matches();
    }

    private void suffixes(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::suffix);
        } else if (!isEmpty(node)) {
            problems.add(
                    YamlText.line(node),
                    "Below suffixes: stands one regular expression in a line, after a dash and in single quotes, such as"
                            + " - '[-/]\\d+$'.");
        }
    }

    private void suffix(Node node) {
        String text = text(node);
        if (text == null) {
            problems.add(YamlText.line(node), "A suffix is a regular expression; put it in single quotes.");
            return;
        }
        try {
            Pattern suffix = Pattern.compile(text);
            if (suffix.matcher("").find()) {
                problems.add(
                        YamlText.line(node),
                        "This suffix matches an empty text; say what must be there, for example with + in place of *.");
            } else {
                suffixes.add(suffix);
            }
        } catch (PatternSyntaxException e) {
            problems.add(
                    YamlText.line(node),
                    "This is no regular expression: " + e.getDescription() + "; put a backslash before a sign that"
                            + " stands for itself.");
        }
    }

    /** Null for a block or a list. */
    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : null;
    }

    private static boolean isEmpty(Node node) {
        return "".equals(text(node));
    }
}
