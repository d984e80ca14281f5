package org.applicantrelay.jobtrain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.applicantrelay.table.TableReader;
import org.applicantrelay.table.TableReader.Section;
import org.applicantrelay.yaml.YamlText;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code job-map.yaml}. */
public final class JobMapReader {

    static final String REFERENCES = "references";
    static final String IDIBU_JOBS = "idibuJobs";
    private static final String SUFFIXES = "suffixes";

    /** It becomes a part of a path of Jobtrain's. */
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final YamlText.Problems problems;
    private final TableReader table;
    private final Map<String, String> references = new HashMap<>();
    private final Map<String, String> idibuJobs = new HashMap<>();
    private final List<Pattern> suffixes = new ArrayList<>();

    private JobMapReader(YamlText.Problems problems) {
        this.problems = problems;
        this.table = new TableReader(problems);
    }

    /** What the file says; worth nothing where there are problems. */
    public static JobMap read(byte[] file, YamlText.Problems problems) {
        JobMapReader reader = new JobMapReader(problems);
        reader.table.sections(
                file,
                new Section(REFERENCES, node -> reader.jobs(REFERENCES, node, reader.references)),
                new Section(IDIBU_JOBS, node -> reader.jobs(IDIBU_JOBS, node, reader.idibuJobs)),
                new Section(SUFFIXES, reader::suffixes));
        return new JobMap(reader.references, reader.idibuJobs, reader.suffixes);
    }

    private void jobs(String section, Node node, Map<String, String> jobs) {
        table.lines(
                node,
                "Below " + section + ": stands one job in a line, such as SP1507-46: 171, without a dash.",
                (line, key, jobId) -> job(line, key, jobId, jobs));
    }

    private void job(int line, String key, String jobId, Map<String, String> jobs) {
        if (jobId == null || !isJobId(jobId)) {
            problems.add(
                    line,
                    "\"" + key + "\" has no job id; after the colon and a space stands Jobtrain's, at most 100"
                            + " letters, digits, dots, dashes and underscores.");
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
        } else if (!TableReader.isEmpty(node)) {
            problems.add(
                    YamlText.line(node),
                    "Below suffixes: stands one regular expression in a line, after a dash and in single quotes, such as"
                            + " - '[-/]\\d+$'.");
        }
    }

    private void suffix(Node node) {
        String text = TableReader.text(node);
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
}
