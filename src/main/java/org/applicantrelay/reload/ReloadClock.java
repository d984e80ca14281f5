package org.applicantrelay.reload;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the folder twice a second while the routes run. No route does it: it could not make itself anew. */
class ReloadClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadClock.class);
    private static final long INTERVAL_MILLIS = 500;

    private final Reload reload;
    private ScheduledExecutorService clock;

    ReloadClock(Reload reload) {
        this.reload = reload;
    }

    @Override
    public synchronized void start() {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "routes-reload");
            thread.setDaemon(true);
            return thread;
        });
        clock.execute(() -> run(reload::lookAtTheStart));
        clock.scheduleWithFixedDelay(() -> run(reload::look), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            // The clock would stop at the first.
            LOG.error(
                    "The folder of routes could not be looked at: {}",
                    e.getClass().getName());
        }
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdown();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
