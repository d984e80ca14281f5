package org.applicantrelay.routefiles;

import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;

/** Which components lead out of this process, by Camel's catalog and by what the relay uses them for. */
final class Schemes {

    static final Set<String> HTTP = Set.of("http", "https");

    /** Components that send a message because time has passed. */
    static final Set<String> CLOCKS = Set.of("timer", "scheduler", "quartz", "cron");

    /**
     * Components whose endpoint has the name of the route that reads it; quartz with the folder as its group, for Camel 4.17
     * puts one without a group together wrongly once an editor has taken it apart.
     */
    static final Set<String> NAMED_AFTER_THEIR_ROUTE = Set.of("direct", "seda", "timer", "scheduler", "quartz", "cron");

    /** Remote by the catalog, but the relay's own database, or looked at in the Kamelet itself. */
    private static final Set<String> OUR_OWN = Set.of("jpa", "kamelet");

    private final CamelCatalog catalog;

    Schemes(CamelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Whether headers that are on a message there go to, or come from, somebody else. */
    boolean isOutside(String scheme) {
        ComponentModel model = scheme.isEmpty() ? null : catalog.componentModel(scheme);
        return model != null && model.isRemote() && !OUR_OWN.contains(scheme);
    }
}
