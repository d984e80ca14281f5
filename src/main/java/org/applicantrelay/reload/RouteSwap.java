package org.applicantrelay.reload;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
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
import org.applicantrelay.routefiles.RouteChanges;
import org.applicantrelay.routefiles.RouteChanges.RouteChange;

/**
 * Makes routes anew in the running context, one after the other: what is under way in one ends by the old, and what comes
 * meanwhile waits. Camel's own reload drops routes on a bad file; here nothing is removed before it was tried.
 */
class RouteSwap {

    private static final String HTTP = "platform-http:";

    private final ModelCamelContext camel;
    private final Lock http;
    private final Duration patience;

    /** What the last swap has touched; the whole of it, where it came to its end. */
    private final Set<String> touched = new HashSet<>();

    /** Those that somebody has stopped, while they are made anew. */
    private final Set<String> stopped = new HashSet<>();

    /**
     * @param http held while a route is made anew that answers requests
     * @param patience with what is under way in a route; what takes longer puts the edit off
     */
    RouteSwap(CamelContext camel, Lock http, Duration patience) {
        this.camel = (ModelCamelContext) camel;
        this.http = http;
        this.patience = patience;
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
     * @throws BusyException where a route has work under way for longer than its patience; it goes on
     * @throws Exception whatever Camel throws at what it is given; some routes are missing then, or the old ones
     */
    void make(RouteChanges changes) throws Exception {
        touched.clear();
        swap(changes);
    }

    /**
     * Takes back what {@link #make} has done before it threw; a route that it has not come to goes on, and so does a busy one.
     *
     * @param changes the other way round
     * @throws Exception as {@link #make}
     */
    void undo(RouteChanges changes) throws Exception {
        swap(changes.of(Set.copyOf(touched)));
    }

    private void swap(RouteChanges changes) throws Exception {
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
                replace(change, loaded);
            }
        }
        for (String path : changes.shared()) {
            load(path, loaded);
        }
        for (RouteChange change : changes.routes()) {
            if (change.path() == null || !changes.shared().contains(change.path())) {
                replace(change, loaded);
            }
        }
        removeOrphans(ofKamelets);
    }

    private void replace(RouteChange change, Set<String> loaded) throws Exception {
        Route old = camel.getRoute(change.id());
        boolean answers = old != null && old.getEndpoint().getEndpointUri().startsWith(HTTP);
        if (answers) {
            http.lock();
        }
        try {
            if (old != null) {
                stop(change.id());
            }
            touched.add(change.id());
            if (old != null) {
                camel.removeRouteDefinition(camel.getRouteDefinition(change.id()));
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
            stopped.remove(change.id());
            if (answers) {
                http.unlock();
            }
        }
    }

    private void stop(String id) throws Exception {
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        if (status != null && !status.isStarted()) {
            stopped.add(id);
        }
        if (!camel.getRouteController().stopRoute(id, patience.toMillis(), TimeUnit.MILLISECONDS, true)) {
            throw new BusyException(id);
        }
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

    private Stream<KameletEndpoint> kamelets() {
        return camel.getEndpoints().stream()
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast);
    }

    /** Those that a route goes on with which was made before, among them what the context has forgotten. */
    private Stream<KameletEndpoint> inUse() {
        return camel.getRoutes().stream()
                .flatMap(route -> route.filter("*").stream())
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint())
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast);
    }

    private Stream<RouteDefinition> ofKamelets() {
        return camel.getRouteDefinitions().stream().filter(route -> Boolean.TRUE.equals(route.isKamelet()));
    }

    /** Of these, the routes of Kamelets that nobody calls any more; what they called may be the next. */
    private void removeOrphans(Set<String> before) throws Exception {
        List<RouteDefinition> orphans;
        do {
            Set<String> called = Stream.concat(kamelets(), inUse())
                    .map(KameletEndpoint::getRouteId)
                    .collect(Collectors.toSet());
            orphans = ofKamelets()
                    .filter(route -> before.contains(route.getId()) && !called.contains(route.getId()))
                    .toList();
            for (RouteDefinition orphan : orphans) {
                camel.getRouteController().stopRoute(orphan.getId());
                camel.removeRouteDefinition(orphan);
            }
        } while (!orphans.isEmpty());
    }
}
