package org.applicantrelay.routefiles;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/**
 * Each route says what becomes of a fault; error rules that are named are there, and those that are there are named. They do not
 * hide a failing dead letter store, and log no content.
 */
final class ErrorHandlingRule implements Rule {

    private static final String NAMES = "routeConfigurationId";

    @Override
    public void check(RouteFolder folder, Findings findings) {
        Set<String> configurations = folder.files().stream()
                .flatMap(file -> file.entries("routeConfiguration").stream())
                .map(rules -> rules.get("id").text())
                .collect(Collectors.toSet());
        Set<String> named = new HashSet<>();
        for (RouteFile file : folder.files()) {
            file.entries("route").forEach(route -> says(file, route, findings));
            file.root().all().forEach(node -> {
                if (node.key().equals(NAMES)) {
                    named.add(node.text());
                }
                if (node.key().equals(NAMES) && !configurations.contains(node.text())) {
                    findings.addMissing(
                            file,
                            node,
                            "There is no routeConfiguration \"" + node.text() + "\"; "
                                    + Nearest.hint(node.text(), configurations));
                }
                if (node.key().equals("deadLetterChannel")) {
                    off(
                            file,
                            node,
                            "deadLetterHandleNewException",
                            "a message that the dead letter channel could not keep counts as delivered",
                            findings);
                }
                if (node.key().equals("redeliveryPolicy")) {
                    off(file, node, "logExhaustedMessageHistory", "bodies and headers are logged", findings);
                }
            });
        }
        folder.files().forEach(file -> file.entries("routeConfiguration").stream()
                .map(rules -> rules.get("id"))
                .filter(id -> id.exists() && !named.contains(id.text()))
                .forEach(id -> findings.addMissing(
                        file,
                        id,
                        "No route names these error rules; write routeConfigurationId: " + id.text()
                                + " into the routes that they are for, or delete them.")));
    }

    /** A tick of a clock that fails is made again by the next, and said in one line; nothing else comes again by itself. */
    private static void says(RouteFile file, YamlNode route, Findings findings) {
        boolean ticks = Flow.of(file, route, route.get("from"))
                .endpoints()
                .limit(1)
                .anyMatch(from -> Schemes.CLOCKS.contains(from.scheme()));
        if (!ticks && !route.get(NAMES).exists() && !route.get("errorHandler").exists()) {
            findings.add(
                    file,
                    route,
                    "The route does not say what becomes of a fault; name error rules with routeConfigurationId, or"
                            + " write errorHandler, with noErrorHandler where its caller handles them.");
        }
    }

    private static void off(RouteFile file, YamlNode owner, String option, String otherwise, Findings findings) {
        if (!owner.get(option).text().equals("false")) {
            findings.add(
                    file, owner.get(option), "Unless " + option + " is false, " + otherwise + "; set it to false.");
        }
    }
}
