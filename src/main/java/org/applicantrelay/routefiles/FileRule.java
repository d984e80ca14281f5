package org.applicantrelay.routefiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One route per file, and one name for file, route and endpoint; each name is given once. */
final class FileRule implements Rule {

    private static final String MAPPINGS = "mapping/";

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.texts().keySet().stream()
                .filter(path -> !RouteFile.isRead(path))
                .filter(path -> !path.equals("README.md") && !path.startsWith(MAPPINGS))
                .forEach(path -> findings.add(path, 1, unread(path)));
        folder.files().stream().filter(file -> !file.isKamelet()).forEach(file -> names(file, findings));
        once(folder, "route", "id", findings);
        once(folder, "routeConfiguration", "id", findings);
        beansOnce(folder, findings);
        folder.flows().filter(flow -> flow.owner().key().equals("route")).forEach(flow -> stepsOnce(flow, findings));
    }

    /** Camel does not start a route with an id that is there twice. */
    private static void stepsOnce(Flow flow, Findings findings) {
        unique(flow.file(), flow.all().map(step -> step.get("id")), "step", new HashMap<>(), findings);
    }

    private static String unread(String path) {
        return path.endsWith(RouteFile.KAMELET)
                ? "A Kamelet is found in kamelets/ only; move the file there."
                : "Nothing reads this file; name a route <id>.camel.yaml and a Kamelet kamelets/<name>.kamelet.yaml,"
                        + " or delete it.";
    }

    private static void names(RouteFile file, Findings findings) {
        List<YamlNode> routes = file.entries("route");
        routes.stream()
                .skip(1)
                .forEach(route -> findings.add(
                        file, route, "A second route in the file is found by nobody; give it a file of its own."));
        routes.stream().limit(1).forEach(route -> name(file, route, findings));
    }

    private static void name(RouteFile file, YamlNode route, Findings findings) {
        YamlNode id = route.get("id");
        if (id.exists() && !id.text().equals(file.name())) {
            findings.add(
                    file,
                    id,
                    "The route \"" + id.text() + "\" stands in the file of \"" + file.name()
                            + "\"; give both the same name.");
        }
        YamlNode steps = route.get("from", "steps");
        if (steps.exists() && steps.items().isEmpty()) {
            findings.add(file, steps, "The route does nothing, and Camel does not start one without a step; add one.");
        }
        Flow.of(file, route, route.get("from"))
                .endpoints()
                .limit(1)
                .filter(Endpoint::consumer)
                .forEach(from -> {
                    String name = from.is("quartz") ? file.folder() + "/" + file.name() : file.name();
                    if (Schemes.NAMED_AFTER_THEIR_ROUTE.contains(from.scheme())
                            && !from.path().equals(name)) {
                        findings.add(
                                file,
                                from.place(),
                                "The route reads from \"" + from.scheme() + ":" + from.path()
                                        + "\"; call the endpoint as the file, " + from.scheme() + ":" + name + ".");
                    }
                });
    }

    private static void once(RouteFolder folder, String kind, String key, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        for (RouteFile file : folder.files()) {
            unique(file, file.entries(kind).stream().map(entry -> entry.get(key)), kind, seen, findings);
        }
    }

    private static void beansOnce(RouteFolder folder, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        folder.files().stream()
                .filter(file -> !file.isKamelet())
                .forEach(file ->
                        unique(file, file.beans().stream().map(bean -> bean.get("name")), "bean", seen, findings));
    }

    private static void unique(
            RouteFile file, Stream<YamlNode> names, String kind, Map<String, String> seen, Findings findings) {
        names.filter(YamlNode::isText).forEach(name -> {
            String earlier = seen.putIfAbsent(name.text(), file.path() + " line " + name.line());
            if (earlier != null) {
                findings.add(
                        file,
                        name,
                        "The " + kind + " \"" + name.text() + "\" is there already, in " + earlier
                                + "; choose another name.");
            }
        });
    }
}
