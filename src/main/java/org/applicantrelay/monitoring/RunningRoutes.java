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
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether all routes run that ran after the start. Never down: whoever has stopped one knows why, and readiness is not to
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
