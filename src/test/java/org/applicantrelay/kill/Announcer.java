package org.applicantrelay.kill;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.applicantrelay.sandbox.WebhookEvent;

/** Posts events at once, and again until each was answered by 2xx, and never after that. */
final class Announcer implements AutoCloseable {

    private static final long AGAIN_MILLIS = 200;
    private static final int SENDERS = 12;

    private final URI webhook;
    private final String secret;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS, task -> {
        Thread thread = new Thread(task, "announcer");
        thread.setDaemon(true);
        return thread;
    });

    Announcer(URI webhook, String secret) {
        this.webhook = webhook;
        this.secret = secret;
    }

    void announce(long applicant, WebhookEvent event) {
        waiting.add(applicant);
        senders.execute(() -> send(applicant, event.body()));
    }

    private void send(long applicant, byte[] body) {
        int status = 0;
        try {
            status = WebhookEvent.post(webhook, body, WebhookEvent.hex(body, secret))
                    .statusCode();
        } catch (UncheckedIOException e) {
            // Nobody there, or gone in the middle.
        }
        if (status / 100 == 2) {
            waiting.remove(applicant);
        } else if (!senders.isShutdown()) {
            refused.incrementAndGet();
            senders.schedule(() -> send(applicant, body), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** How many events were not answered by 2xx yet. */
    int waiting() {
        return waiting.size();
    }

    /** How often one was not. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
