package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Nothing but ids is logged: a message's content is an applicant's personal data. */
final class LogRule implements Rule {

    /** What Simple calls the parts of a message that hold people's data, alone or with something after them. */
    private static final Pattern CONTENT = Pattern.compile("\\$\\{(?:in\\.)?(body|bodyAs|bodyOneLine|mandatoryBodyAs|"
            + "prettyBody|headers|variables|exchange|message|messageHistory|attachments?|exception\\.stacktrace|"
            + "exchangeProperty\\.CamelMessageHistory)\\b[^}]*}");

    /** Variables that hold an applicant or what came from a partner, whole or in part. */
    private static final Pattern APPLICANT =
            Pattern.compile("\\$\\{variable\\.(?:input|mended|event|(?:applicant|arrival)(?!\\.trackId}))\\b[^}]*}");

    /** Options of {@code log:} that write more than the category. */
    private static final Set<String> SHOW = Set.of(
            "showAll",
            "showAllProperties",
            "showBody",
            "showCachedStreams",
            "showException",
            "showCaughtException",
            "showHeaders",
            "showProperties",
            "showStackTrace",
            "showVariables");

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.flows().forEach(flow -> flow.all().filter(step -> step.is("log")).forEach(step -> {
            YamlNode message = step.get("message");
            List<String> content = CONTENT.matcher(message.text())
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            if (APPLICANT.matcher(message.text()).find()) {
                findings.add(
                        flow.file(),
                        message,
                        "The log would hold personal data, from a variable that holds an applicant; log an id such as"
                                + " ${variable.claim.trackId}.");
            }
            if (!content.isEmpty()) {
                findings.add(
                        flow.file(),
                        message,
                        "The log would hold personal data, from " + String.join(", ", content)
                                + "; log an id such as ${variable.claim.trackId}.");
            }
        }));
        folder.endpoints().filter(endpoint -> endpoint.is("log")).forEach(endpoint -> {
            boolean body = !endpoint.parameters().get("showBody").text().equals("false");
            boolean more = endpoint.parameters().fields().stream()
                    .anyMatch(option -> SHOW.contains(option.key())
                            && !option.text().equals("false")
                            && !option.key().equals("showBody"));
            if (body || more) {
                findings.add(
                        endpoint.file(),
                        endpoint.place(),
                        "log: writes the message, which is personal data; use the step log with an id, or set showBody:"
                                + " false and no other show option.");
            }
        });
    }
}
