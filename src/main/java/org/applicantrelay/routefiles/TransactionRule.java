package org.applicantrelay.routefiles;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A transaction is a whole route of its own, or a policy, and no partner is called inside: a connection would wait. */
final class TransactionRule implements Rule {

    private final Schemes schemes;

    TransactionRule(Schemes schemes) {
        this.schemes = schemes;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.flows().forEach(flow -> flow.all().forEach(step -> {
            if (step.is("transacted")
                    && !(flow.steps().size() == 1 && flow.steps().contains(step))) {
                findings.add(
                        flow.file(),
                        step.node(),
                        "Camel makes the error handler of every step beside \"transacted\" transactional; give it a"
                                + " route of its own, as the only step.");
            }
            if (step.is("transacted", "policy")) {
                step.all().forEach(inside -> Endpoint.of(flow.file(), inside)
                        .flatMap(endpoint -> partner(endpoint, folder, new HashSet<>()))
                        .ifPresent(partner -> findings.add(
                                flow.file(),
                                inside.node(),
                                "A partner is called inside a transaction, by " + partner
                                        + "; call it before or after, in a route without one.")));
            }
        }));
    }

    /** What a call leads to, through other routes; each Kamelet is a partner's wire. */
    private Optional<String> partner(Endpoint endpoint, RouteFolder folder, Set<String> seen) {
        if (endpoint.kamelet().isPresent() || schemes.isOutside(endpoint.scheme())) {
            return Optional.of(endpoint.scheme() + ":" + endpoint.path());
        }
        if (!endpoint.is("direct") || !seen.add(endpoint.path())) {
            return Optional.empty();
        }
        return folder.flows()
                .filter(flow -> flow.endpoints()
                        .limit(1)
                        .anyMatch(from -> from.step().isEmpty()
                                && from.is("direct")
                                && from.path().equals(endpoint.path())))
                .flatMap(flow -> flow.all().flatMap(step -> Endpoint.of(flow.file(), step).stream()))
                .flatMap(next -> Stream.of(partner(next, folder, seen)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
