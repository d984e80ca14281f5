package org.applicantrelay.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.fault.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts what came to the webhook and what became of it. No label is a sender's text: each would be a new series. */
@Component
class WebhookMeter {

    /** idibu, "Webhooks (V2)". */
    private static final List<String> TYPES = List.of(
            "ApplicationReceived",
            "ApplicationReceivedV2",
            "JobCreated",
            "PostAdded",
            "PostUpdated",
            "PostDeleted",
            "PostFailed");

    private static final String OTHER = "other";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookMeter.class);

    private final Map<WebhookAnswer, Counter> requests = new EnumMap<>(WebhookAnswer.class);
    private final Map<String, Counter> events = new HashMap<>();

    /** Anyone can send what is refused, as often as they like. */
    private final LogThrottle refusals = new LogThrottle(Duration.ofMinutes(1));

    WebhookMeter(MeterRegistry meters) {
        for (WebhookAnswer answer : WebhookAnswer.values()) {
            requests.put(
                    answer,
                    Counter.builder("relay.webhook.requests")
                            .description("Requests to the webhook, by what became of them")
                            .tag("result", answer.label())
                            .register(meters));
        }
        TYPES.forEach(type -> events.put(type, ofType(type, meters)));
        events.put(OTHER, ofType(OTHER, meters));
    }

    private static Counter ofType(String type, MeterRegistry meters) {
        return Counter.builder("relay.webhook.events")
                .description("Genuine events of this account, by type")
                .tag("type", type)
                .register(meters);
    }

    /** One request, by the HTTP status of its answer. */
    void answered(int status) {
        answered(WebhookAnswer.of(status));
    }

    /** One request, by its answer. */
    void answered(WebhookAnswer answer) {
        requests.get(answer).increment();
        if (answer != WebhookAnswer.ACCEPTED) {
            refusals.count(answer.label())
                    .ifPresent(count -> LOG.warn(
                            "{} refused at the webhook with HTTP {}: {}",
                            count == 1 ? "A request was" : count + " requests were",
                            answer.status(),
                            answer.text()));
        }
    }

    /** One genuine event. */
    void event(String type) {
        events.getOrDefault(type, events.get(OTHER)).increment();
    }
}
