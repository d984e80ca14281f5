package org.applicantrelay.routefiles;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The {@code {{placeholders}}} in a text. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

    private Placeholders() {}

    /** What stands between the braces of each. */
    static List<String> in(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Whether a placeholder begins that does not end. */
    static boolean isOpen(String text) {
        String filled = text.replace("\\{{", "");
        for (String before = ""; !before.equals(filled); ) {
            before = filled;
            filled = filled(filled);
        }
        return filled.contains("{{");
    }

    /** The text as it would look with some plain word in place of each. */
    static String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll((MatchResult found) -> "x");
    }
}
