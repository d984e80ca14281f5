package org.applicantrelay.reload;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.applicantrelay.routefiles.RouteChanges;
import org.applicantrelay.routefiles.RouteChanges.RouteChange;

/**
 * Makes routes anew in the running context, one after the other: what is under way in one ends by the old, and what comes
 * meanwhile waits. Camel's own reload drops routes on a bad file; here nothing is removed before it was tried.
 */
class RouteSwap {

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final String HTTP = "platform-http:";

    /** A Kamelet's own beginning and end; in all else such an endpoint looks like a call of it. */
    private static final Pattern END = Pattern.compile("kamelet:(//)?(source|sink)(\\?.*)?");

    private final ModelCamelContext camel;
    private final Lock http;
    private final Duration patience;

    /** Those that somebody has stopped, until all are made anew, or put back. */
    private final Set<String> stopped = new HashSet<>();

    /**
     * @param http held while a route is made anew that answers requests
     * @param patience for what is under way in a route; what takes longer puts the edit off
     */
    RouteSwap(CamelContext camel, Lock http, Duration patience) {
        this.patience = patience;
        this.camel = (ModelCamelContext) camel;
        this.http = http;
        this.camel.addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
            @Override
            public void onAddRouteDefinition(RouteDefinition route) {
                if (stopped.contains(route.getId())) {
                    route.setAutoStartup("false");
                }
            }
        });
    }

    /**
     * The changes from what runs to what is in force now.
     *
     * @param touched gets the routes that are not the old ones any more
     * @throws BusyException where a route has work under way for longer than its patience; it goes on
     * @throws Exception whatever Camel throws at what it is given; some of the touched routes may be missing then
     */
    void make(RouteChanges changes, Set<String> touched) throws Exception {
        Set<String> ofKamelets = ofKamelets().map(RouteDefinition::getId).collect(Collectors.toSet());
        for (String name : changes.kamelets()) {
            // Whoever is made from now on calls it anew; who calls it already goes on with the old.
            camel.removeRouteTemplates(name);
            for (KameletEndpoint endpoint : kamelets(name)) {
                camel.removeEndpoint(endpoint);
            }
        }
        for (RouteConfigurationDefinition rules : List.copyOf(camel.getRouteConfigurationDefinitions())) {
            if (changes.rules().contains(rules.getId())) {
                camel.removeRouteConfiguration(rules);
            }
        }
        Set<String> loaded = new HashSet<>();
        // A route of its own in such a file is made anew with it.
        for (RouteChange change : changes.routes()) {
            if (change.path() != null && changes.shared().contains(change.path())) {
                replace(change, loaded, touched);
            }
        }
        for (String path : changes.shared()) {
            load(path, loaded);
        }
        for (RouteChange change : changes.routes()) {
            if (change.path() == null || !changes.shared().contains(change.path())) {
                replace(change, loaded, touched);
            }
        }
        removeOrphans(ofKamelets);
        stopped.clear();
    }

    private void replace(RouteChange change, Set<String> loaded, Set<String> touched) throws Exception {
        Route old = camel.getRoute(change.id());
        boolean answers = old != null && old.getEndpoint().getEndpointUri().startsWith(HTTP);
        if (answers && !http.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BusyException(change.id());
        }
        try {
            if (old != null) {
                drain(old);
            }
            touched.add(change.id());
            if (old != null) {
                remove(change.id());
            }
            if (change.path() != null) {
                load(change.path(), loaded);
            }
        } catch (BusyException e) {
            throw e;
        } catch (Exception e) {
            // Not all that Camel throws says of which route.
            throw new FailedToStartRouteException(change.id(), "it cannot be started", e);
        } finally {
            if (answers) {
                http.unlock();
            }
        }
    }

    /**
     * Waits until nothing is under way in the route; what comes meanwhile waits as well. Camel's own graceful stop lets a
     * queue's consumer go on until it finds it idle, which a busy one is not.
     */
    private void drain(Route route) throws BusyException {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
        if (!status.isStarted()) {
            stopped.add(route.getId());
            return;
        }
        ServiceHelper.suspendService(route.getConsumer());
        long end = System.nanoTime() + patience.toNanos();
        while (camel.getInflightRepository().size(route.getId()) > 0) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                ServiceHelper.resumeService(route.getConsumer());
                throw new BusyException(route.getId());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void remove(String id) throws Exception {
        // Nothing is under way: it waits for nobody, and for what is still queued not for long.
        camel.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
        camel.removeRouteDefinition(camel.getRouteDefinition(id));
    }

    private void load(String path, Set<String> loaded) throws Exception {
        if (loaded.add(path)) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(resource(path));
        }
    }

    private Resource resource(String path) {
        return PluginHelper.getResourceLoader(camel).resolveResource("routes:" + path);
    }

    private List<KameletEndpoint> kamelets(String name) {
        return kamelets()
                .filter(endpoint -> endpoint.getTemplateId().equals(name))
                .toList();
    }

    /** Each that the context knows as called. */
    private Stream<KameletEndpoint> kamelets() {
        return calls(camel.getEndpoints().stream());
    }

    private static Stream<KameletEndpoint> calls(Stream<Endpoint> endpoints) {
        return endpoints
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast)
                .filter(endpoint -> !END.matcher(endpoint.getEndpointUri()).matches());
    }

    private Stream<RouteDefinition> ofKamelets() {
        return camel.getRouteDefinitions().stream().filter(route -> Boolean.TRUE.equals(route.isKamelet()));
    }

    /** Of these, the routes of Kamelets that nobody calls any more; what they called may be the next. */
    private void removeOrphans(Set<String> before) throws Exception {
        List<RouteDefinition> orphans;
        do {
            Set<String> called = called();
            orphans = ofKamelets()
                    .filter(route -> before.contains(route.getId()) && !called.contains(route.getId()))
                    .toList();
            for (RouteDefinition orphan : orphans) {
                camel.getRouteController().stopRoute(orphan.getId());
                camel.removeRouteDefinition(orphan);
            }
        } while (!orphans.isEmpty());
    }

    /** The routes of Kamelets that routes call, or Java; a route that could not be made anew goes on with the old. */
    private Set<String> called() {
        Stream<Endpoint> ofRoutes = camel.getRoutes().stream()
                .flatMap(route -> route.getServices().stream())
                .flatMap(service -> ServiceHelper.getChildServices(service, true).stream())
                .filter(EndpointAware.class::isInstance)
                .map(service -> ((EndpointAware) service).getEndpoint());
        return Stream.concat(calls(ofRoutes), kamelets())
                .map(KameletEndpoint::getRouteId)
                .collect(Collectors.toSet());
    }
}
