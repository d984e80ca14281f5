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
        folder.texts().forEach((path, text) -> {
            if (RouteFile.isRead(path) || path.endsWith(".jslt")) {
                lines(path, text, findings);
            }
        });
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
