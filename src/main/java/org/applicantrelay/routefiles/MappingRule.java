package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/**
 * Each mapping is used, is shown by golden pairs, and gives what they and its schemas say; each file beside them belongs to
 * one.
 */
final class MappingRule implements Rule {

    private static final String FOLDER = "mapping/";
    private static final Pattern MAPPING = Pattern.compile("mapping/([^/]+)\\.jslt");

    /** Tables that mappings and beans look things up in. */
    private static final Pattern TABLE = Pattern.compile("mapping/[^/]+\\.(csv|json)");

    /** What a mapping is given or gives. */
    private static final Pattern SCHEMA = Pattern.compile("mapping/([^/]+)\\.(?:input|output)\\.schema\\.json");

    private static final Pattern PAIR = Pattern.compile("mapping/([^/]+)/([a-z0-9-]+)\\.(input|output|headers)\\.json");
    private static final Pattern ADDRESS =
            Pattern.compile("jslt:\\{\\{relay\\.routes-location}}/(mapping/[^/?]+\\.jslt)");

    @Override
    public void check(RouteFolder folder, Findings findings) {
        Set<String> files = folder.texts().keySet();
        List<String> mappings =
                files.stream().filter(MAPPING.asMatchPredicate()).toList();
        List<Endpoint> uses =
                folder.endpoints().filter(endpoint -> endpoint.is("jslt")).toList();
        uses.forEach(endpoint -> resolves(endpoint, mappings, findings));
        Set<String> used = uses.stream()
                .map(endpoint -> ADDRESS.matcher(endpoint.address()))
                .filter(Matcher::matches)
                .map(address -> address.group(1))
                .collect(Collectors.toSet());
        for (String mapping : mappings) {
            if (!used.contains(mapping) && folder.isWhole()) {
                findings.add(mapping, 1, "No route uses this mapping; use it with jslt:, or delete it.");
            }
            new GoldenPairs(folder.texts(), mapping).check(findings);
        }
        files.stream()
                .filter(file -> file.startsWith(FOLDER) && !TableRule.isTable(file))
                .filter(file -> !MAPPING.matcher(file).matches())
                .forEach(file -> belongs(file, files, findings));
    }

    private static void resolves(Endpoint endpoint, List<String> mappings, Findings findings) {
        Matcher address = ADDRESS.matcher(endpoint.address());
        if (!address.matches()) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "Camel looks for this mapping on the class path, not in the folder; write"
                            + " jslt:{{relay.routes-location}}/mapping/<name>.jslt.");
        } else if (!mappings.contains(address.group(1))) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "There is no file " + address.group(1) + "; " + Nearest.hint(address.group(1), mappings));
        }
    }

    private static void belongs(String file, Set<String> files, Findings findings) {
        Matcher schema = SCHEMA.matcher(file);
        if (schema.matches()) {
            if (!files.contains(FOLDER + schema.group(1) + ".jslt")) {
                findings.add(
                        file,
                        1,
                        "There is no mapping " + schema.group(1) + ".jslt that this describes; rename the file.");
            }
            return;
        }
        if (TABLE.matcher(file).matches()) {
            return;
        }
        Matcher pair = PAIR.matcher(file);
        if (!pair.matches()) {
            findings.add(
                    file,
                    1,
                    "Nothing reads this file; name it <mapping>.jslt, " + TableRule.names()
                            + ", <mapping>.input.schema.json or .output.schema.json, or"
                            + " <mapping>/<case>.input.json, .output.json or .headers.json.");
            return;
        }
        if (!files.contains(FOLDER + pair.group(1) + ".jslt")) {
            findings.add(file, 1, "There is no mapping " + pair.group(1) + ".jslt that this shows; rename the folder.");
            return;
        }
        for (String half : List.of("input", "output")) {
            String other = FOLDER + pair.group(1) + "/" + pair.group(2) + "." + half + ".json";
            if (!files.contains(other) && !pair.group(3).equals(half)) {
                findings.add(
                        file, 1, "This half of a golden pair is alone; add " + pair.group(2) + "." + half + ".json.");
            }
        }
    }
}
