package org.applicantrelay.routefiles;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way of a message: of a route, of a Kamelet's template, or of one error rule.
 *
 * @param owner the route, template or rule
 * @param from where messages come from; an error rule has no {@code uri} in it
 * @param steps the outermost steps, in their order
 */
record Flow(RouteFile file, YamlNode owner, YamlNode from, List<Step> steps) {

    static Flow of(RouteFile file, YamlNode owner, YamlNode from) {
        return new Flow(file, owner, from, Step.list(null, from.get("steps")));
    }

    Stream<Step> all() {
        return steps.stream().flatMap(Step::all);
    }

    Stream<Endpoint> endpoints() {
        return Endpoint.all(this);
    }
}
