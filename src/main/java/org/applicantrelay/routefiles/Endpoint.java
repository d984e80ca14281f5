package org.applicantrelay.routefiles;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place where messages come from or go to.
 *
 * @param place the {@code uri}, on whose line a finding stands
 * @param address with its scheme, and with what the parameters hold of it
 * @param parameters the others
 * @param consumer whether messages come from there
 * @param step the step that calls it; none for a route's {@code from} and for a dead letter channel
 */
record Endpoint(
        RouteFile file, YamlNode place, String address, YamlNode parameters, boolean consumer, Optional<Step> step) {

    private static final String KAMELET = "kamelet:";
    private static final Pattern BASE_URL = Pattern.compile("\\{\\{[^{}]*base-url}}.*", Pattern.DOTALL);
    private static final Pattern MAIL = Pattern.compile("\\{\\{[^{}]*mailbox\\.protocol}}:.*", Pattern.DOTALL);

    /** The endpoints of one way of a message, beginning with where it comes from. */
    static Stream<Endpoint> all(Flow flow) {
        YamlNode uri = flow.from().get("uri");
        WholeUri whole = WholeUri.of(uri.text(), flow.from().get("parameters"));
        Stream<Endpoint> from = uri.isText()
                ? Stream.of(new Endpoint(flow.file(), uri, whole.address(), whole.parameters(), true, Optional.empty()))
                : Stream.empty();
        return Stream.concat(from, flow.all().flatMap(step -> of(flow.file(), step).stream()));
    }

    /** The endpoint that a step calls, where its address is fixed. */
    static Optional<Endpoint> of(RouteFile file, Step step) {
        YamlNode body = step.node();
        YamlNode place =
                switch (step.name()) {
                    case "to", "toD", "wireTap", "poll" -> body.get("uri");
                    case "kamelet" -> body.get("name");
                    case "enrich", "pollEnrich" -> body.get("expression", "constant", "expression");
                    default -> YamlNode.missing("", 0);
                };
        if (!place.isText()) {
            return Optional.empty();
        }
        String address = step.is("kamelet") ? KAMELET + place.text() : place.text();
        WholeUri whole = WholeUri.of(address, body.get("parameters"));
        boolean consumer = step.is("poll", "pollEnrich");
        return Optional.of(new Endpoint(file, place, whole.address(), whole.parameters(), consumer, Optional.of(step)));
    }

    /** The component; a base URL is http, a mailbox's protocol imaps, and any other scheme in a setting is empty. */
    String scheme() {
        if (BASE_URL.matcher(address).matches()) {
            return "http";
        }
        if (MAIL.matcher(address).matches()) {
            return "imaps";
        }
        int colon = address.indexOf(':');
        return colon < 0 || address.startsWith("{{") ? "" : address.substring(0, colon);
    }

    /** What stands between the scheme and a query. */
    String path() {
        String path = BASE_URL.matcher(address).matches() ? address : address.substring(address.indexOf(':') + 1);
        return path.replaceAll("(?<!\\{)\\?.*", "").replaceFirst("^//", "");
    }

    /** The name of the Kamelet that is called, or empty. */
    Optional<String> kamelet() {
        String name = path().replaceAll("/.*", "");
        boolean inside = file.isKamelet() && (name.equals("source") || name.equals("sink"));
        return scheme().equals("kamelet") && !inside ? Optional.of(name) : Optional.empty();
    }

    /** Whether this is one of these components' endpoints. */
    boolean is(String... schemes) {
        return Stream.of(schemes).anyMatch(scheme()::equals);
    }
}
