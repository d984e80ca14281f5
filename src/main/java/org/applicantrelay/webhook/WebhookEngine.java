package org.applicantrelay.webhook;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;

/**
 * Runs the webhook's route in threads of its own. Camel would take whatever pool it finds, with a queue that has no end:
 * while the database is slow, each event would wait behind all others and none be answered in time.
 */
final class WebhookEngine extends SpringBootPlatformHttpEngine implements AutoCloseable {

    /** As many events at once, and so connections to the database, of those that all of the relay shares. */
    private static final int THREADS = 8;

    /** A burst; what comes beyond it is refused at once, and idibu sends it again. */
    private static final int WAITING = 500;

    private final ThreadPoolExecutor threads;

    /** @param longest from the request to its answer; who has waited so long has been answered already */
    WebhookEngine(int port, Duration longest) {
        this(port, longest, pool());
    }

    private WebhookEngine(int port, Duration longest, ThreadPoolExecutor threads) {
        super(port, inTime(threads, longest));
        this.threads = threads;
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "webhook-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Executor inTime(Executor threads, Duration longest) {
        return task -> {
            long since = System.nanoTime();
            threads.execute(() -> {
                if (System.nanoTime() - since < longest.toNanos()) {
                    task.run();
                }
            });
        };
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
