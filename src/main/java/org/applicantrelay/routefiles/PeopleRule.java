package org.applicantrelay.routefiles;

/** What a reader, or an operator in the console, needs to find their way: ids, descriptions, groups, a comment on top. */
final class PeopleRule implements Rule {

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            if (file.isKamelet()) {
                continue;
            }
            if (!file.text().startsWith("#")) {
                findings.add(
                        file.path(),
                        1,
                        "The file does not begin with a comment; say in one who calls it and what it promises.");
            }
            file.entries("route").forEach(route -> route(file, route, findings));
            file.entries("routeConfiguration").forEach(rules -> {
                given(file, rules, "id", findings);
                given(file, rules, "description", findings);
            });
        }
        folder.endpoints().filter(endpoint -> !endpoint.file().isKamelet()).forEach(endpoint -> endpoint.step()
                .filter(step -> !step.get("id").exists())
                .ifPresent(step -> findings.add(
                        endpoint.file(),
                        step.node(),
                        "This call has no id, by which tests and the console find it; add id: and a verb.")));
    }

    private static void route(RouteFile file, YamlNode route, Findings findings) {
        given(file, route, "id", findings);
        given(file, route, "description", findings);
        if (file.folder().isEmpty()) {
            findings.add(file.path(), 1, "A route stands in the folder of its group; move the file into one.");
        } else {
            equal(file, route, "group", file.folder(), findings);
        }
        equal(file, route, "nodePrefixId", file.name() + "-", findings);
    }

    private static void given(RouteFile file, YamlNode owner, String key, Findings findings) {
        if (owner.get(key).text().isBlank()) {
            findings.add(
                    file,
                    owner.get(key),
                    "The " + owner.key() + " has no " + key + ", which the console shows to operators; add one.");
        }
    }

    private static void equal(RouteFile file, YamlNode route, String key, String expected, Findings findings) {
        if (!route.get(key).text().equals(expected)) {
            findings.add(
                    file,
                    route.get(key),
                    "The route's " + key + " is not \"" + expected + "\"; write " + key + ": " + expected + ".");
        }
    }
}
