package org.applicantrelay.routefiles;

import java.util.Set;

/** No address is made of a message: Camel keeps an endpoint per address, and an applicant could choose it. */
final class AddressRule implements Rule {

    /** Steps whose expression is an address. */
    private static final Set<String> BY_EXPRESSION =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich");

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.flows().forEach(flow -> flow.all().forEach(step -> {
            if (step.is("toD", "wireTap")) {
                Endpoint.of(flow.file(), step)
                        .filter(endpoint -> endpoint.address().contains("${"))
                        .ifPresent(endpoint -> refuse(flow, endpoint.place(), step, findings));
            }
            YamlNode expression = step.get("expression");
            if (BY_EXPRESSION.contains(step.name())
                    && expression.exists()
                    && !expression.get("constant").exists()) {
                refuse(flow, expression, step, findings);
            }
        }));
    }

    private static void refuse(Flow flow, YamlNode place, Step step, Findings findings) {
        findings.add(
                flow.file(),
                place,
                "\"" + step.name() + "\" makes an address of a message, and Camel keeps an endpoint for each; send to a"
                        + " fixed uri, and let a bean follow a link.");
    }
}
