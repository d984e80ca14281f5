package org.applicantrelay.routefiles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.applicantrelay.jobtrain.JobMapFile;
import org.applicantrelay.jobtrain.JobMapReader;
import org.applicantrelay.table.Defaults;
import org.applicantrelay.table.Portals;
import org.applicantrelay.table.Statuses;
import org.applicantrelay.table.TableFile;

/** Each table is what the relay can read, by the relay's own reader; and what one says is looked at by the mapping. */
final class TableRule implements Rule {

    private static final List<String> FILES = List.of(JobMapFile.PATH, Portals.PATH, Defaults.PATH, Statuses.PATH);

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";
    private static final Pattern SOURCE = Pattern.compile("(?<!defaults)\\.source\\b");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
    private static final String ALL = ".defaults";

    /** Takes all fields of its input, named or not. */
    private static final String MATCHER = "*";

    static boolean isTable(String file) {
        return FILES.contains(file);
    }

    /** Of all tables, for a sentence. */
    static String names() {
        return String.join(
                ", ", FILES.stream().map(file -> file.replace("mapping/", "")).toList());
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        read(folder, JobMapFile.PATH, JobMapReader::read, findings);
        read(folder, Statuses.PATH, Statuses::read, findings);
        Optional<Portals> portals = read(folder, Portals.PATH, Portals::read, findings);
        Optional<Defaults> defaults = read(folder, Defaults.PATH, Defaults::read, findings);
        String mapping =
                COMMENT.matcher(folder.texts().getOrDefault(MAPPING, MATCHER)).replaceAll("");
        if (mapping.contains(MATCHER)) {
            return;
        }
        if (portals.isPresent()
                && !portals.get().isEmpty()
                && !SOURCE.matcher(mapping).find()) {
            unused(folder, Portals.PATH, "ids|names", ".source", findings);
        }
        defaults.stream()
                .flatMap(lines -> lines.changed().stream())
                .filter(field -> !looksAt(mapping, field))
                .forEach(field -> unused(folder, Defaults.PATH, field, ALL + "." + field, findings));
    }

    private static boolean looksAt(String mapping, String field) {
        // Otherwise it takes all of them, under a name of its own perhaps.
        return mapping.contains(ALL + ".") ? mapping.contains(ALL + "." + field) : mapping.contains(ALL);
    }

    private static void unused(RouteFolder folder, String table, String key, String input, Findings findings) {
        Pattern place = Pattern.compile("\\s*[\"']?(?:" + key + ")[\"']?\\s*:.*");
        List<String> lines = folder.texts().get(table).lines().toList();
        int line = (int) lines.stream()
                        .takeWhile(text -> !place.matcher(text).matches())
                        .count()
                + 1;
        findings.add(
                table,
                Math.min(line, lines.size()),
                "This changes nothing: " + MAPPING + " does not look at " + input + "; use it there.");
    }

    private static <T> Optional<T> read(
            RouteFolder folder, String table, TableFile.Reader<T> reader, Findings findings) {
        String text = folder.texts().get(table);
        if (text == null) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        T read = reader.read(text.getBytes(StandardCharsets.UTF_8), (line, message) -> {
            problems.add(message);
            findings.add(table, line, message);
        });
        return problems.isEmpty() ? Optional.of(read) : Optional.empty();
    }
}
