package org.applicantrelay.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The alert rules and the dashboard that are shipped, and the series that they ask for. */
public final class MonitoringFiles {

    private static final Path FOLDER = Path.of("camel-k/monitoring");

    /** A series and, in braces, what is asked of its labels. */
    private static final Pattern SERIES =
            Pattern.compile("\\b((?:relay|camel|jvm|hikaricp|process)_[a-z0-9_]+)(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("(?:by|without) \\(([^)]*)\\)");
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "le");

    private MonitoringFiles() {}

    /** The rules' alerts. */
    static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        new ObjectMapper()
                .<JsonNode>valueToTree(new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml"))))
                .at("/spec/groups")
                .forEach(group -> group.get("rules").forEach(alerts::add));
        return alerts;
    }

    /** The dashboard's panels, rows included. */
    static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        new ObjectMapper()
                .readTree(FOLDER.resolve("dashboard.json").toFile())
                .get("panels")
                .forEach(panels::add);
        return panels;
    }

    private static List<String> expressions() throws IOException {
        return Stream.concat(
                        alerts().stream().map(alert -> alert.get("expr").asText()),
                        panels().stream().flatMap(panel -> panel.findValuesAsText("expr").stream()))
                .toList();
    }

    /**
     * What the files ask for and {@code exposition} does not have: series, labels, and values that are asked for by name.
     *
     * @param exposition what /observe/metrics answers
     */
    public static Set<String> missingIn(String exposition) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String expression : expressions()) {
            Set<String> labels = GROUPING.matcher(expression)
                    .results()
                    .flatMap(group -> Stream.of(group.group(1).split("\\s*,\\s*")))
                    .filter(label -> !OF_PROMETHEUS.contains(label))
                    .collect(Collectors.toCollection(TreeSet::new));
            for (MatchResult series : SERIES.matcher(expression).results().toList()) {
                missing.addAll(missing(series, labels, exposition));
            }
        }
        return missing;
    }

    private static Set<String> missing(MatchResult series, Set<String> grouped, String exposition) {
        String name = series.group(1);
        List<String> lines = exposition
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .toList();
        if (lines.isEmpty()) {
            return Set.of(name);
        }
        Set<String> missing = new TreeSet<>();
        Set<String> labels = new TreeSet<>(grouped);
        String asked = series.group(2) == null ? "" : series.group(2);
        MATCHER.matcher(asked).results().forEach(matcher -> {
            labels.add(matcher.group(1));
            Pattern.compile("\\|").splitAsStream(matcher.group(3)).forEach(value -> {
                String pair = matcher.group(1) + "=\"" + value + "\"";
                if (lines.stream().noneMatch(line -> line.contains(pair))) {
                    missing.add(name + "{" + pair + "}");
                }
            });
        });
        labels.stream()
                .filter(label -> lines.stream().noneMatch(line -> line.contains(label + "=\"")))
                .forEach(label -> missing.add(name + "{" + label + "}"));
        return missing;
    }
}
