package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/**
 * A Kamelet can be read without its template: it says what it is called, what it does, and what each property means. That
 * is what editors show: a form for the properties, and a picture among others of its group.
 */
final class KameletRule implements Rule {

    private static final String TYPE = "camel.apache.org/kamelet.type";
    private static final String GROUP = "camel.apache.org/kamelet.group";
    private static final String ICON = "camel.apache.org/kamelet.icon";

    /** Editors fetch nothing. */
    private static final String PICTURE = "data:image/svg+xml";

    private static final Set<String> TYPES = Set.of("source", "sink", "action");
    private static final String CREDENTIALS = "urn:camel:group:credentials";

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.kamelets().forEach(kamelet -> {
            head(kamelet, findings);
            annotations(kamelet, kamelet.root().get("metadata", "annotations"), findings);
            YamlNode definition = kamelet.root().get("spec", "definition");
            needed(kamelet, definition, "title", findings);
            needed(kamelet, definition, "description", findings);
            kamelet.properties().fields().forEach(property -> property(kamelet, property, findings));
            required(kamelet, definition.get("required"), findings);
            usage(kamelet, findings);
        });
    }

    private static void head(RouteFile kamelet, Findings findings) {
        equal(kamelet, "apiVersion", "camel.apache.org/v1", findings);
        equal(kamelet, "kind", "Kamelet", findings);
        YamlNode name = kamelet.root().get("metadata", "name");
        if (!name.text().equals(kamelet.name())) {
            findings.add(
                    kamelet,
                    name,
                    "Camel finds this Kamelet as \"" + kamelet.name() + "\", by its file; give metadata.name the same"
                            + " value.");
        }
        YamlNode type = kamelet.root().get("metadata", "labels", TYPE);
        if (!TYPES.contains(type.text()) || !kamelet.name().endsWith("-" + type.text())) {
            findings.add(
                    kamelet,
                    type,
                    "The label " + TYPE + " must be source, sink or action, and the file's name must end with it; make"
                            + " them agree.");
        }
        YamlNode template = kamelet.template();
        if (!template.get("from").exists() && !template.get("route", "from").exists()) {
            findings.add(kamelet, template, "The Kamelet has no template; write spec.template.from with its steps.");
        }
    }

    private static void annotations(RouteFile kamelet, YamlNode annotations, Findings findings) {
        needed(kamelet, annotations, GROUP, findings);
        if (!annotations.get(ICON).text().startsWith(PICTURE)) {
            findings.add(
                    kamelet,
                    annotations.get(ICON),
                    "Kaoto has no picture of this Kamelet; give metadata.annotations " + ICON
                            + ", such as another one of its group has.");
        }
    }

    private static void equal(RouteFile kamelet, String key, String expected, Findings findings) {
        YamlNode given = kamelet.root().get(key);
        if (!given.text().equals(expected)) {
            findings.add(
                    kamelet,
                    given,
                    "Camel takes a file for a Kamelet by its head; write " + key + ": " + expected + " at the top.");
        }
    }

    private static void property(RouteFile kamelet, YamlNode property, Findings findings) {
        needed(kamelet, property, "title", findings);
        needed(kamelet, property, "description", findings);
        needed(kamelet, property, "type", findings);
        YamlNode fallback = property.get("default");
        boolean credential = property.get("format").text().equals("password")
                || Placeholders.in(fallback.text()).stream().anyMatch(SecretWords::isName)
                || SecretWords.isName(property.key()) && !fallback.text().contains("{{");
        if (!credential) {
            if (fallback.text().isBlank() && property.get("example").text().isBlank()) {
                findings.add(
                        kamelet,
                        property,
                        "\"" + property.key() + "\" has neither an example nor a default, so nobody sees what it looks"
                                + " like; add an example.");
            }
            return;
        }
        boolean marked = property.get("x-descriptors").items().stream()
                .anyMatch(item -> item.text().equals(CREDENTIALS));
        if (!marked || !property.get("format").text().equals("password")) {
            findings.add(
                    kamelet,
                    property,
                    "\"" + property.key() + "\" is a credential, and consoles would show it; give it format: password"
                            + " and x-descriptors with " + CREDENTIALS + ".");
        }
    }

    private static void needed(RouteFile kamelet, YamlNode owner, String key, Findings findings) {
        if (owner.get(key).text().isBlank()) {
            findings.add(kamelet, owner.get(key), "\"" + owner.key() + "\" has no " + key + "; add one.");
        }
    }

    private static void required(RouteFile kamelet, YamlNode required, Findings findings) {
        List<String> declared = declared(kamelet);
        required.items().stream()
                .filter(name -> !declared.contains(name.text()))
                .forEach(name -> findings.add(
                        kamelet,
                        name,
                        "The required property \"" + name.text() + "\" is not declared; "
                                + Nearest.hint(name.text(), declared)));
    }

    /** What is used and not declared is found as an unknown placeholder. */
    private static void usage(RouteFile kamelet, Findings findings) {
        Set<String> used = kamelet.template()
                .texts()
                .flatMap(text -> Placeholders.in(text.text()).stream())
                .map(placeholder ->
                        placeholder.strip().replaceFirst("^[?!]", "").replaceAll("[:?].*", ""))
                .collect(Collectors.toSet());
        kamelet.properties().fields().stream()
                .filter(property -> !used.contains(property.key()))
                .forEach(property -> findings.add(
                        kamelet,
                        property,
                        "The property \"" + property.key() + "\" is used nowhere in the template; use it as {{"
                                + property.key() + "}}, or delete it."));
    }

    private static List<String> declared(RouteFile kamelet) {
        return kamelet.properties().fields().stream().map(YamlNode::key).toList();
    }
}
