package org.applicantrelay.soak;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.applicantrelay.sandbox.WebhookEvent;

/** Sends events to the replicas by turns, and what one did not take to the next, until somebody has taken it. */
final class Announcer implements AutoCloseable {

    static final String SECRET = "a secret of the soak's own";

    private static final int AT_ONCE = 4;
    private static final long AGAIN_MILLIS = 500;

    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "announcer");
        thread.setDaemon(true);
        return thread;
    });
    private final List<URI> webhooks;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    Announcer(List<URI> webhooks) {
        this.webhooks = List.copyOf(webhooks);
    }

    /** Sends it soon. */
    void send(WebhookEvent event) {
        waiting.incrementAndGet();
        byte[] body = event.body();
        senders.execute(() -> send(body));
    }

    private void send(byte[] body) {
        int status = post(body);
        synchronized (answers) {
            answers.merge(status, 1, Integer::sum);
        }
        if (status / 100 == 2) {
            waiting.decrementAndGet();
        } else {
            senders.schedule(() -> send(body), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private int post(byte[] body) {
        URI webhook = webhooks.get(Math.floorMod(turn.getAndIncrement(), webhooks.size()));
        try {
            return WebhookEvent.post(webhook, body, WebhookEvent.hex(body, SECRET))
                    .statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** How many events nobody has taken yet. */
    int waiting() {
        return waiting.get();
    }

    /** How often each status was answered; 0 stands for no connection, or no answer in time. */
    Map<Integer, Integer> answers() {
        synchronized (answers) {
            return new TreeMap<>(answers);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
