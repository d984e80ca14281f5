package org.applicantrelay.routefiles;

import java.util.List;
import java.util.stream.Stream;

/**
 * A YAML file that Camel reads: one with routes, error rules or beans, or a Kamelet.
 *
 * @param path relative to the folder, with slashes
 * @param text as it stands in the file
 * @param root the list of a route file, or the mapping of a Kamelet
 */
record RouteFile(String path, String text, YamlNode root) {

    static final String ROUTES = ".camel.yaml";
    static final String KAMELET = ".kamelet.yaml";

    static boolean isRead(String path) {
        return path.endsWith(ROUTES) || isKamelet(path);
    }

    static boolean isKamelet(String path) {
        return path.matches("kamelets/[^/]+\\.kamelet\\.yaml");
    }

    boolean isKamelet() {
        return isKamelet(path);
    }

    /** The file's name without its ending: the id of the route or Kamelet in it. */
    String name() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - (isKamelet() ? KAMELET : ROUTES).length());
    }

    /** The folder that the file stands in, which is the group of its routes; empty at the top. */
    String folder() {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    }

    /** The entries of this kind in a route file, such as {@code route} or {@code routeConfiguration}. */
    List<YamlNode> entries(String kind) {
        return root.items().stream()
                .map(item -> item.get(kind))
                .filter(YamlNode::exists)
                .toList();
    }

    List<YamlNode> beans() {
        Stream<YamlNode> lists = isKamelet() ? Stream.of(template().get("beans")) : entries("beans").stream();
        return lists.flatMap(list -> list.items().stream()).toList();
    }

    /** The template of a Kamelet. */
    YamlNode template() {
        return root.get("spec", "template");
    }

    /** The properties that a Kamelet declares. */
    YamlNode properties() {
        return root.get("spec", "definition", "properties");
    }

    /** All ways of a message through this file. */
    List<Flow> flows() {
        if (isKamelet()) {
            YamlNode route = template().get("route");
            return List.of(Flow.of(
                    this,
                    template(),
                    template().get("from").exists() ? template().get("from") : route.get("from")));
        }
        Stream<Flow> routes = entries("route").stream().map(route -> Flow.of(this, route, route.get("from")));
        Stream<Flow> errors = entries("routeConfiguration").stream().flatMap(this::flows);
        return Stream.concat(routes, errors).toList();
    }

    /** Of one routeConfiguration: each of its rules. */
    Stream<Flow> flows(YamlNode configuration) {
        return configuration.fields().stream()
                .flatMap(list -> list.items().stream())
                .flatMap(item -> item.fields().stream())
                .map(rule -> Flow.of(this, rule, rule));
    }
}
