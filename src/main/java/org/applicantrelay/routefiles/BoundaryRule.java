package org.applicantrelay.routefiles;

import java.util.Optional;

/**
 * Headers go with the next call, and come back with its answer or from a sender: around each call, and after each
 * consumer that reads from outside or is woken by a clock, only headers that are named pass.
 */
final class BoundaryRule implements Rule {

    private final Schemes schemes;

    BoundaryRule(Schemes schemes) {
        this.schemes = schemes;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.flows().forEach(flow -> {
            flow.endpoints()
                    .limit(1)
                    .filter(from -> from.step().isEmpty())
                    .forEach(from -> begins(flow, from, findings));
            flow.all().forEach(step -> Endpoint.of(flow.file(), step)
                    .filter(endpoint -> schemes.isOutside(endpoint.scheme()))
                    .ifPresent(endpoint -> surrounded(endpoint, step, findings)));
        });
        folder.flows().forEach(flow -> flow.all().forEach(step -> allowList(flow.file(), step, findings)));
    }

    private void begins(Flow flow, Endpoint from, Findings findings) {
        boolean clock = Schemes.CLOCKS.contains(from.scheme());
        if ((clock || schemes.isOutside(from.scheme()))
                && flow.steps().stream().limit(1).noneMatch(BoundaryRule::clears)) {
            findings.add(
                    flow.file(),
                    from.place(),
                    "What comes from \"" + from.scheme() + "\" brings headers that leave with the next call; begin the"
                            + " steps with removeHeaders, pattern \"*\".");
        }
    }

    private static void surrounded(Endpoint endpoint, Step step, Findings findings) {
        if (step.before().noneMatch(BoundaryRule::clears)) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "All headers leave with this call; put removeHeaders, pattern \"*\", before it and before what sets"
                            + " its own.");
        }
        Optional<Step> next = step.next().filter(BoundaryRule::clears);
        if (next.isEmpty()) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "The answer's headers stay on the message; let removeHeaders, pattern \"*\", follow this call at"
                            + " once, with those that are read as excludePattern.");
        }
    }

    private static boolean clears(Step step) {
        return step.is("removeHeaders") && step.get("pattern").text().equals("*");
    }

    private static void allowList(RouteFile file, Step step, Findings findings) {
        YamlNode allowed = step.get("excludePattern");
        if (clears(step) && allowed.isText() && !allowed.text().matches("[\\w|-]+")) {
            findings.add(
                    file,
                    allowed,
                    "The allow-list lets more through than it names; write full header names with | between them.");
        }
    }
}
