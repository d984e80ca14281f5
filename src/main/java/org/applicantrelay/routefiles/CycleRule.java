package org.applicantrelay.routefiles;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** No call leads back to where it comes from: Camel starts such routes, and each message fills its thread's stack. */
final class CycleRule implements Rule {

    @Override
    public void check(RouteFolder folder, Findings findings) {
        Map<String, List<Endpoint>> calls = new HashMap<>();
        folder.flows().forEach(flow -> name(flow)
                .forEach(name -> calls.put(
                        name,
                        flow.endpoints()
                                .filter(endpoint -> !endpoint.consumer())
                                .toList())));
        calls.forEach((name, endpoints) -> endpoints.stream()
                .filter(endpoint -> leadsTo(name, endpoint, calls, new HashSet<>()))
                .forEach(endpoint -> findings.add(
                        endpoint.file(),
                        endpoint.place(),
                        "This call leads back to \"" + name + "\", from where it comes, and so on without end; call"
                                + " another route, or delete the step.")));
    }

    private static boolean leadsTo(
            String name, Endpoint endpoint, Map<String, List<Endpoint>> calls, Set<String> seen) {
        return target(endpoint)
                .anyMatch(target -> target.equals(name)
                        || seen.add(target)
                                && calls.getOrDefault(target, List.of()).stream()
                                        .anyMatch(next -> leadsTo(name, next, calls, seen)));
    }

    /** As others call it, where they can. */
    private static Stream<String> name(Flow flow) {
        return flow.file().isKamelet()
                ? Stream.of("kamelet:" + flow.file().name())
                : flow.endpoints().limit(1).filter(Endpoint::consumer).flatMap(CycleRule::target);
    }

    private static Stream<String> target(Endpoint endpoint) {
        return endpoint.is("direct")
                ? Stream.of("direct:" + endpoint.path())
                : endpoint.kamelet().map(name -> "kamelet:" + name).stream();
    }
}
