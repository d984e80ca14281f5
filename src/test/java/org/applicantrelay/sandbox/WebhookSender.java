package org.applicantrelay.sandbox;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Posts events to the subscribers, and again what they did not take, as idibu does, only sooner. */
final class WebhookSender implements AutoCloseable {

    /** An event that a subscriber has not taken yet. */
    private record Waiting(String url, WebhookEvent event, byte[] body, int sent) {}

    private static final long AGAIN_SECONDS = 3;

    /** Once, and again up to 19 times (idibu.md). */
    private static final int MOST = 20;

    private final IdibuWebhooks webhooks;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "idibu-events");
        thread.setDaemon(true);
        return thread;
    });

    WebhookSender(IdibuWebhooks webhooks) {
        this.webhooks = webhooks;
        clock.scheduleWithFixedDelay(this::sendAgain, AGAIN_SECONDS, AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Posts to everybody who wants events of this type. The last status; 0 for no subscriber or no connection. */
    int send(WebhookEvent event) {
        int status = 0;
        byte[] body = event.body();
        for (Subscription subscription : webhooks.all()) {
            if (subscription.wants(event.type())) {
                status = post(new Waiting(subscription.url(), event, body, 0), subscription);
            }
        }
        return status;
    }

    /** How many events will be sent again. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void sendAgain() {
        Iterator<Waiting> due = waiting.iterator();
        // What fails again is put at the end, where this walk would meet it once more.
        for (int i = waiting.size(); i > 0 && due.hasNext(); i--) {
            Waiting each = due.next();
            due.remove();
            webhooks.find(each.url())
                    .filter(subscription -> subscription.wants(each.event().type()))
                    .ifPresent(subscription -> post(each, subscription));
        }
    }

    /** The secret is that of now: the subscriber may have changed it since. */
    private int post(Waiting waitingEvent, Subscription subscription) {
        byte[] body = waitingEvent.body();
        String signature = subscription.secret().isEmpty() ? null : WebhookEvent.hex(body, subscription.secret());
        int status = 0;
        try {
            status = WebhookEvent.post(URI.create(subscription.url()), body, signature)
                    .statusCode();
        } catch (UncheckedIOException e) {
            // No connection counts as a failure like any other.
        }
        if (status / 100 != 2 && waitingEvent.sent() + 1 < MOST) {
            waiting.add(new Waiting(waitingEvent.url(), waitingEvent.event(), body, waitingEvent.sent() + 1));
        }
        return status;
    }
}
