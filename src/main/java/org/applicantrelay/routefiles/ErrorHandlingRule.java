package org.applicantrelay.routefiles;

import java.util.Set;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/** Error rules that are named are there, do not hide a failing dead letter store, and log no content. */
final class ErrorHandlingRule implements Rule {

    @Override
    public void check(RouteFolder folder, Findings findings) {
        Set<String> configurations = folder.files().stream()
                .flatMap(file -> file.entries("routeConfiguration").stream())
                .map(rules -> rules.get("id").text())
                .collect(Collectors.toSet());
        for (RouteFile file : folder.files()) {
            file.root().all().forEach(node -> {
                if (node.key().equals("routeConfigurationId") && !configurations.contains(node.text())) {
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
    }

    private static void off(RouteFile file, YamlNode owner, String option, String otherwise, Findings findings) {
        if (!owner.get(option).text().equals("false")) {
            findings.add(
                    file, owner.get(option), "Unless " + option + " is false, " + otherwise + "; set it to false.");
        }
    }
}
