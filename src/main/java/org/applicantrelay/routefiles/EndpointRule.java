package org.applicantrelay.routefiles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.applicantrelay.text.Nearest;

/** Each endpoint has a component that is there, and options that this component has, by Camel's catalog. */
final class EndpointRule implements Rule {

    /** Options that the catalog takes for a consumer's only, and that the producer reads as well. */
    private static final Set<String> FOR_BOTH_ENDS = Set.of("jpa:parameters");

    private final Product product;

    EndpointRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints().forEach(endpoint -> check(endpoint, findings));
    }

    private void check(Endpoint endpoint, Findings findings) {
        String scheme = endpoint.scheme();
        if (Placeholders.filled(endpoint.address()).contains("?")) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "The uri has a query; write its options under parameters, one per line.");
        }
        if (endpoint.step().filter(step -> step.is("toD", "wireTap")).isEmpty()
                && endpoint.address().contains("${")) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "Camel does not evaluate an expression in this uri; write a fixed address.");
            return;
        }
        if (scheme.isEmpty()) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "The uri does not say which component it is for; begin it with one, such as direct:.");
        } else if (product.catalog().componentModel(scheme) == null) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "Camel has no component \"" + scheme + "\"; "
                            + Nearest.hint(scheme, product.catalog().findComponentNames()));
        } else if (!product.hasComponent(scheme)) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "The component \"" + scheme + "\" is not part of the relay; use another, or add "
                            + product.catalog().componentModel(scheme).getArtifactId() + "-starter to pom.xml.");
        } else if (!scheme.equals("kamelet")) {
            options(endpoint, findings);
        }
    }

    private void options(Endpoint endpoint, Findings findings) {
        EndpointValidationResult result = validate(endpoint);
        Report report = new Report(endpoint, findings);
        report.each(
                result.getUnknown(), name -> "has no option \"" + name + "\"; " + Nearest.hint(name, names(endpoint)));
        report.each(result.getRequired(), name -> "needs the option \"" + name + "\"; add it.");
        report.each(
                result.getNotConsumerOnly(),
                name -> "has the option \"" + name + "\" only where messages are sent to it; remove it.");
        report.each(
                Optional.ofNullable(result.getNotProducerOnly()).orElse(Set.of()).stream()
                        .filter(name -> !FOR_BOTH_ENDS.contains(endpoint.scheme() + ":" + name))
                        .toList(),
                name -> "has the option \"" + name + "\" only where messages come from it; remove it.");
        report.each(
                keys(result.getInvalidEnum()),
                name -> "does not know this value of \"" + name + "\"; write one of "
                        + Nearest.some(
                                Arrays.asList(result.getInvalidEnumChoices().get(name))) + ".");
        report.each(
                keys(result.getInvalidBoolean()),
                name -> "takes true or false as \"" + name + "\"; write one of them.");
        report.each(keys(result.getInvalidInteger()), name -> "takes a whole number as \"" + name + "\"; write one.");
        report.each(keys(result.getInvalidNumber()), name -> "takes a number as \"" + name + "\"; write one.");
        report.each(
                keys(result.getInvalidDuration()),
                name -> "takes a duration as \"" + name + "\"; write milliseconds, or such as 5s.");
        report.each(
                Optional.ofNullable(result.getInvalidReference()).map(Map::entrySet).orElse(Set.of()).stream()
                        .filter(entry -> !entry.getValue().startsWith("{{"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()),
                name -> "takes a bean as \"" + name + "\"; write its name with a hash mark before it.");
        if (result.getSyntaxError() != null) {
            findings.add(
                    endpoint.file(), endpoint.place(), "The uri cannot be parsed; compare it with Camel's manual.");
        }
    }

    private EndpointValidationResult validate(Endpoint endpoint) {
        String uri = uri(endpoint);
        try {
            // Lenient components pass unknown options on, as a query to the partner; here a query goes by header.
            return product.catalog().validateEndpointProperties(uri, true, endpoint.consumer(), !endpoint.consumer());
        } catch (RuntimeException e) {
            // The catalog trips over some uris that lack parts of their component's syntax.
            EndpointValidationResult result = new EndpointValidationResult(uri);
            result.addSyntaxError(e.getMessage());
            return result;
        }
    }

    private Set<String> names(Endpoint endpoint) {
        ComponentModel model = product.catalog().componentModel(endpoint.scheme());
        String other = endpoint.consumer() ? "producer" : "consumer";
        return model.getEndpointParameterOptions().stream()
                .filter(option -> option.getLabel() == null
                        || !List.of(option.getLabel().split(",")).contains(other))
                .map(ComponentModel.EndpointOptionModel::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The endpoint as one text, which is what the catalog looks at, with some word for what is not known yet. */
    private static String uri(Endpoint endpoint) {
        String path = endpoint.path()
                .replaceAll("\\{\\{[^{}]*[.]port}}", "1")
                .replaceAll("\\{\\{[^{}]*}}", "placeholder")
                .replaceAll("\\$\\{[^{}]*}", "value");
        String query = endpoint.parameters().fields().stream()
                .filter(YamlNode::isText)
                .map(option -> encode(option.key()) + "=" + encode(option.text()))
                .collect(Collectors.joining("&"));
        String start = Schemes.HTTP.contains(endpoint.scheme()) ? "://" : ":";
        return endpoint.scheme() + start + path + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Set<String> keys(Map<String, ?> results) {
        return results == null ? Set.of() : results.keySet();
    }

    /** Puts what the catalog says about options on the lines of these options. */
    private record Report(Endpoint endpoint, Findings findings) {

        void each(Collection<String> names, UnaryOperator<String> rest) {
            if (names == null) {
                return;
            }
            for (String name : names) {
                YamlNode option = endpoint.parameters().fields().stream()
                        // Options with a prefix, such as trigger.repeatInterval, have the name of the prefix.
                        .filter(given -> given.key().equals(name) || given.key().startsWith(name + "."))
                        .findFirst()
                        .orElse(endpoint.place());
                findings.add(
                        endpoint.file(), option, "The component \"" + endpoint.scheme() + "\" " + rest.apply(name));
            }
        }
    }
}
