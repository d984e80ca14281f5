package org.applicantrelay.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.settings.CurrentRoutes;
import org.springframework.context.ApplicationContext;

/** A running relay's reload, but for its patience with work that is under way, and the time. */
public final class ImpatientReload {

    private ImpatientReload() {}

    public static Reload of(ApplicationContext relay, Path folder, Duration patience, Clock clock) {
        return new Reload(
                folder,
                relay.getBean(CurrentRoutes.class),
                new Trial(relay),
                new RouteSwap(relay.getBean(CamelContext.class), new ReentrantLock(), patience),
                relay.getBean(Audit.class),
                clock,
                relay.getBean(ReloadMeter.class),
                relay);
    }
}
