package org.applicantrelay.routefiles;

import java.util.Optional;

/**
 * What a route writes as {@code method}: {@code name} or {@code name(${body}, 'text')}.
 *
 * @param name the method
 * @param parameters how many are given, or -1 where Camel is to bind them by itself
 */
record MethodCall(String name, int parameters) {

    /** Empty where brackets, braces or quotes do not close, or no name comes first. */
    static Optional<MethodCall> parse(String text) {
        String call = Placeholders.filled(text).strip();
        int open = call.indexOf('(');
        String name = open < 0 ? call : call.substring(0, open).strip();
        if (!name.matches("[A-Za-z_$][\\w$]*")) {
            return Optional.empty();
        }
        if (open < 0) {
            return Optional.of(new MethodCall(name, -1));
        }
        int parameters = call.endsWith(")") ? count(call.substring(open + 1, call.length() - 1)) : -1;
        return parameters < 0 ? Optional.empty() : Optional.of(new MethodCall(name, parameters));
    }

    /** How many parameters stand between the brackets, or -1 where something does not close. */
    private static int count(String text) {
        int depth = 0;
        int commas = 0;
        char quote = 0;
        for (char letter : text.toCharArray()) {
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if (letter == '(' || letter == '{') {
                depth++;
            } else if (letter == ')' || letter == '}') {
                depth--;
                if (depth < 0) {
                    return -1;
                }
            } else if (letter == ',' && depth == 0) {
                commas++;
            }
        }
        if (depth != 0 || quote != 0) {
            return -1;
        }
        return text.isBlank() ? 0 : commas + 1;
    }
}
