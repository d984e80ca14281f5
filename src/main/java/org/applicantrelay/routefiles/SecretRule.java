package org.applicantrelay.routefiles;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** No credential is written in a file. */
final class SecretRule implements Rule {

    private static final String MENDING =
            "; take it from a setting, {{relay...}}, and change it wherever it was valid.";

    /** {@code token} is what these languages split at. */
    private static final Set<String> SPLITTERS = Set.of("tokenize", "xtokenize");

    private static final List<String> LITERALS = List.of("constant", "simple");

    private static final int SHORTEST_MASKED = 3;

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            each(
                    file.root(),
                    (name, value) -> findings.add(
                            file, value, "\"" + name + "\" looks like a credential that is written out" + MENDING));
        }
        folder.files().forEach(file -> settings(file, file.root(), findings));
        folder.texts().forEach((path, text) -> {
            if (RouteFile.isRead(path) || path.endsWith(".jslt")) {
                lines(path, text, findings);
            }
        });
    }

    /** A credential's setting goes to an option or a property that takes one; anywhere else logs and consoles show it. */
    private static void settings(RouteFile file, YamlNode node, Findings findings) {
        for (YamlNode field : node.fields()) {
            boolean taken = SecretWords.isName(field.key()) || field.key().equals("default");
            Placeholders.in(field.text()).forEach(placeholder -> setting(file, field, placeholder, taken, findings));
            settings(file, field, findings);
        }
        node.items().forEach(item -> settings(file, item, findings));
    }

    private static void setting(RouteFile file, YamlNode place, String placeholder, boolean taken, Findings findings) {
        String[] parts = placeholder.strip().replaceFirst("^[?!]", "").split(":", 2);
        // A property of a Kamelet has no dot; what it is for stands at its declaration.
        if (!parts[0].contains(".") || !SecretWords.isName(parts[0])) {
            return;
        }
        if (parts.length > 1 && !parts[1].isBlank()) {
            findings.add(
                    file, place, "The fallback of {{" + parts[0] + "}} is a credential that is written out" + MENDING);
        }
        if (!taken) {
            findings.add(
                    file,
                    place,
                    "{{" + parts[0] + "}} is a credential, and logs or consoles would show it here; leave it to the"
                            + " partner's client, or to an option or a Kamelet's property that takes one.");
        }
    }

    /** All values that no finding may repeat. */
    static Set<String> in(RouteFolder folder) {
        Set<String> secrets = new HashSet<>();
        for (RouteFile file : folder.files()) {
            each(file.root(), (name, value) -> {
                if (value.text().length() >= SHORTEST_MASKED) {
                    secrets.add(value.text());
                }
            });
        }
        return secrets;
    }

    private static void lines(String path, String text, Findings findings) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (SecretWords.isIn(lines.get(i))) {
                findings.add(path, i + 1, "This line holds what looks like a credential" + MENDING);
            }
        }
    }

    private static void each(YamlNode node, BiConsumer<String, YamlNode> found) {
        for (YamlNode field : node.fields()) {
            if (SecretWords.isName(field.key()) && isLiteral(field) && !SPLITTERS.contains(node.key())) {
                found.accept(field.key(), field);
            }
            if (SecretWords.isName(field.key()) && isLiteral(field.get("default"))) {
                found.accept(field.key(), field.get("default"));
            }
            each(field, found);
        }
        String name = node.get("name").text();
        if (SecretWords.isName(name)) {
            for (String language : LITERALS) {
                YamlNode value = node.get("expression", language, "expression");
                if (isLiteral(value)) {
                    found.accept(name, value);
                }
            }
        }
        node.items().forEach(item -> each(item, found));
    }

    private static boolean isLiteral(YamlNode value) {
        return value.isText() && !value.json().isBoolean() && SecretWords.isLiteral(value.text());
    }
}
