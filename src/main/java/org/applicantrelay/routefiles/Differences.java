package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where two documents differ, each place as the names and positions that lead there. */
public final class Differences {

    private final List<List<String>> found = new ArrayList<>();

    private Differences() {}

    /** All places, the innermost of each; one empty way where the whole differs. */
    public static List<List<String>> between(JsonNode one, JsonNode other) {
        Differences differences = new Differences();
        differences.compare(List.of(), one, other);
        return differences.found;
    }

    /** What stands there, or a missing node. */
    public static JsonNode at(JsonNode document, List<String> way) {
        JsonNode at = document;
        for (String step : way) {
            at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
        }
        return at;
    }

    /** As a JSON pointer. */
    public static String pointer(List<String> way) {
        return way.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private void compare(List<String> way, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return;
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(further(way, name), one.path(name), other.path(name)));
        } else if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(further(way, String.valueOf(i)), one.path(i), other.path(i));
            }
        } else {
            found.add(way);
        }
    }

    private static List<String> further(List<String> way, String step) {
        List<String> further = new ArrayList<>(way);
        further.add(step);
        return further;
    }
}
