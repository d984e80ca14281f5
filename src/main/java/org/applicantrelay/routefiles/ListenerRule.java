package org.applicantrelay.routefiles;

import java.util.Map;

/** A route that anyone can call reads only where the relay checks who calls, and shows nothing of itself. */
final class ListenerRule implements Rule {

    /** The one path with a filter before it that checks a signature. */
    private static final String GUARDED = "/webhooks/idibu";

    /** By option, what may not be set, and why. */
    private static final Map<String, String> OFF = Map.of(
            "matchOnUriPrefix", "paths that no filter guards reach the route (CVE-2026-85316)",
            "returnHttpRequestHeaders", "the sender's headers are echoed");

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints()
                .filter(endpoint -> endpoint.consumer() && endpoint.is("platform-http"))
                .forEach(endpoint -> check(endpoint, findings));
    }

    private static void check(Endpoint endpoint, Findings findings) {
        if (!endpoint.path().equals(GUARDED.substring(1)) && !endpoint.path().equals(GUARDED)) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "Anyone can call this path; only " + GUARDED + " has its callers checked, so read from there.");
        }
        OFF.forEach((option, why) -> {
            YamlNode set = endpoint.parameters().get(option);
            if (set.exists() && !set.text().equals("false")) {
                findings.add(endpoint.file(), set, "With " + option + " " + why + "; leave it out.");
            }
        });
        YamlNode mute = endpoint.parameters().get("muteException");
        if (mute.exists() && !mute.text().equals("true")) {
            findings.add(
                    endpoint.file(), mute, "The sender would be answered with stack traces; leave muteException out.");
        }
        if (!endpoint.parameters().get("httpMethodRestrict").text().equals("POST")) {
            findings.add(
                    endpoint.file(),
                    endpoint.place(),
                    "The route answers to methods that it is not made for; set httpMethodRestrict: POST.");
        }
    }
}
