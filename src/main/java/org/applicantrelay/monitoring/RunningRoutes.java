package org.applicantrelay.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.applicantrelay.reload.RoutesTaken;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether all routes run that ran after the start, or after an edit. Never down: whoever has stopped one knows why, and readiness is not to
 * follow.
 */
@Component("routesHealthIndicator")
final class RunningRoutes implements HealthIndicator, CamelContextConfiguration {

    private final CamelContext camel;
    private volatile List<String> expected = List.of();

    RunningRoutes(CamelContext camel, MeterRegistry meters) {
        this.camel = camel;
        Gauge.builder("relay.routes.expected", () -> expected.size())
                .description("Routes that ran after the start")
                .register(meters);
        Gauge.builder(
                        "relay.routes.running",
                        () -> expected.size() - notRunning().size())
                .description("Of those, the ones that run now")
                .register(meters);
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        // There are no routes yet.
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        expected = context.getRoutes().stream()
                // Those of Kamelets come and go with the routes that call them.
                .filter(route -> !route.isCreatedByKamelet())
                .map(Route::getRouteId)
                .filter(this::isRunning)
                .sorted()
                .toList();
    }

    /** A route that an edit has added is expected to run from then on, one that it has removed no more. */
    @EventListener
    void taken(RoutesTaken edit) {
        TreeSet<String> now = new TreeSet<>(expected);
        edit.changes().routes().forEach(change -> {
            if (change.path() == null) {
                now.remove(change.id());
            } else if (isRunning(change.id())) {
                now.add(change.id());
            }
        });
        expected = List.copyOf(now);
    }

    private boolean isRunning(String routeId) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(routeId);
        return status != null && status.isStarted();
    }

    private TreeSet<String> notRunning() {
        return expected.stream().filter(route -> !isRunning(route)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Health health() {
        TreeSet<String> missing = notRunning();
        Health.Builder health = (missing.isEmpty() ? Health.up() : Health.unknown())
                .withDetail("expected", expected.size())
                .withDetail("running", expected.size() - missing.size());
        missing.forEach(route -> {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route);
            health.withDetail(route, status == null ? "gone" : status.name().toLowerCase(Locale.ROOT));
        });
        return health.build();
    }
}
