package org.applicantrelay.routefiles;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.applicantrelay.text.Nearest;

/** What is sent within the relay arrives: each {@code direct:} and {@code seda:} has both of its ends. */
final class WiringRule implements Rule {

    @Override
    public void check(RouteFolder folder, Findings findings) {
        Set<String> read = folder.endpoints()
                .filter(Endpoint::consumer)
                .filter(endpoint -> endpoint.is("direct", "seda"))
                .map(WiringRule::name)
                .collect(Collectors.toSet());
        Set<String> called = new HashSet<>();
        folder.endpoints()
                .filter(endpoint -> !endpoint.consumer() && !endpoint.address().contains("${"))
                .filter(endpoint -> endpoint.is("direct", "seda"))
                .forEach(endpoint -> {
                    called.add(name(endpoint));
                    arrives(endpoint.file(), endpoint.place(), name(endpoint), read, findings);
                });
        folder.files().forEach(file -> file.root()
                .all()
                .filter(node -> node.key().equals("deadLetterUri") && node.isText())
                .forEach(node -> {
                    called.add(node.text());
                    arrives(file, node, node.text(), read, findings);
                }));
        folder.endpoints()
                .filter(Endpoint::consumer)
                .filter(endpoint -> endpoint.is("direct") && !called.contains(name(endpoint)))
                .forEach(endpoint -> findings.addMissing(
                        endpoint.file(),
                        endpoint.place(),
                        "Nothing calls \"" + name(endpoint) + "\"; call it from a route, or delete this one."));
    }

    private static void arrives(RouteFile file, YamlNode place, String name, Set<String> read, Findings findings) {
        if (!read.contains(name)) {
            findings.addMissing(file, place, "No route reads from \"" + name + "\"; " + Nearest.hint(name, read));
        }
    }

    private static String name(Endpoint endpoint) {
        return endpoint.scheme() + ":" + endpoint.path();
    }
}
