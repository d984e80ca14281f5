package org.applicantrelay.routefiles;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/** Each placeholder names a setting that is documented in application.yaml, or a property of its own Kamelet. */
final class PlaceholderRule implements Rule {

    /** Functions of the relay's own around a key: {@code {{millis:key}}}. */
    private static final Set<String> FUNCTIONS = Set.of("millis");

    /** Camel's functions that read past application.yaml, where nobody would look for a setting. */
    private static final Set<String> FROM_OUTSIDE =
            Set.of("env", "sys", "file", "ref", "bean", "service", "service.name", "service.host", "service.port");

    private final ProductSettings settings;

    PlaceholderRule(ProductSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            Set<String> known = new TreeSet<>(settings.keys());
            if (file.isKamelet()) {
                file.properties().fields().forEach(property -> known.add(property.key()));
                known.addAll(file.beans().stream()
                        .map(bean -> bean.get("name").text())
                        .collect(Collectors.toSet()));
            }
            file.root().texts().forEach(place -> {
                Placeholders.in(place.text()).forEach(placeholder -> check(file, place, placeholder, known, findings));
                if (Placeholders.isOpen(place.text())) {
                    findings.add(file, place, "A placeholder does not close; write {{ before the key and }} after it.");
                }
            });
        }
    }

    private static void check(
            RouteFile file, YamlNode place, String placeholder, Set<String> known, Findings findings) {
        String text = placeholder.strip().replaceFirst("^[?!]", "");
        String first = text.replaceAll("[:?].*", "");
        if (FROM_OUTSIDE.contains(first) && text.contains(":")) {
            findings.add(file, place, "{{" + first + ":...}} reads past the settings; name a key of application.yaml.");
            return;
        }
        String key = FUNCTIONS.contains(first) && text.contains(":")
                ? text.substring(first.length() + 1).replaceAll("[:?].*", "")
                : first;
        if (!known.contains(key)) {
            String where = file.isKamelet() ? " or a property of this Kamelet; " : "; ";
            findings.add(
                    file,
                    place,
                    "\"" + key + "\" is not a setting that application.yaml documents" + where
                            + Nearest.hint(key, known, "document it there, or correct it."));
        }
    }
}
