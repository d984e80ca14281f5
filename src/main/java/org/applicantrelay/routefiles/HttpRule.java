package org.applicantrelay.routefiles;

import java.util.Map;

/** Calls by HTTP go through the relay's own client, which bounds bytes and time, and judge the answer in the route. */
final class HttpRule implements Rule {

    private static final Map<String, String> NEEDED = Map.of(
            "httpClientConfigurer", "bytes and time of the answer have no bound; name the partner's with a hash mark",
            "clientConnectionManager", "the partner's budget of calls is exceeded; name its pool with a hash mark");

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints()
                .filter(endpoint -> Schemes.HTTP.contains(endpoint.scheme()))
                .forEach(endpoint -> {
                    NEEDED.forEach((option, why) -> {
                        if (!endpoint.parameters().get(option).exists()) {
                            findings.add(endpoint.file(), endpoint.place(), "Without " + option + " " + why + ".");
                        }
                    });
                    YamlNode fails = endpoint.parameters().get("throwExceptionOnFailure");
                    if (!fails.text().equals("false")) {
                        findings.add(
                                endpoint.file(),
                                fails.exists() ? fails : endpoint.place(),
                                "The exception for a refused call carries the whole answer; set"
                                        + " throwExceptionOnFailure: false and judge the status in the next steps.");
                    }
                });
    }
}
