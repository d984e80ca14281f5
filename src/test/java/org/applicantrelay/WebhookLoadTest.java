package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.applicantrelay.sandbox.WebhookEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The webhook at 50 events a second, with both partners there and with both gone: it depends on neither. Prints how long
 * the answers took; for figures worth quoting, {@code -Drelay.test.load-seconds=30} makes each run longer.
 */
class WebhookLoadTest {

    private static final int PER_SECOND = 50;
    private static final int SECONDS = Integer.getInteger("relay.test.load-seconds", 3);
    private static final String SECRET = "a secret of the webhook's own";

    private final HttpClient client = HttpClient.newHttpClient();

    /** The time from when it was due to be sent to its answer, in milliseconds. */
    private record Answer(int status, double millis) {}

    @Test
    void answersWhetherThePartnersAreThereOrNot(@TempDir Path data) throws Exception {
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults());
                ConfigurableApplicationContext relay = TestRelay.start(partners, settings(partners.idibu(), data))) {
            URI webhook = URI.create(
                    "http://localhost:" + relay.getEnvironment().getProperty("local.server.port") + "/webhooks/idibu");
            run(partners.idibu(), webhook, 1);
            List<Answer> up = run(partners.idibu(), webhook, SECONDS);
            // Made before idibu goes, announced after.
            List<byte[]> events = events(partners.idibu(), SECONDS);
            partners.idibu().goOffline();
            partners.jobtrain().goOffline();
            List<Answer> down = run(events, webhook);

            assertThat(up).extracting(Answer::status).containsOnly(200);
            assertThat(down).extracting(Answer::status).containsOnly(200);
            assertThat(relay.getBean(Applications.class).count()).isEqualTo(PER_SECOND * (2L * SECONDS + 1));
            System.out.printf(
                    "%d events/s, p50 and p99 in ms: partners up %.1f %.1f, down %.1f %.1f%n",
                    PER_SECOND, share(up, 0.5), share(up, 0.99), share(down, 0.5), share(down, 0.99));
        }
    }

    private static Map<String, String> settings(IdibuSimulator idibu, Path data) {
        Map<String, String> settings = new LinkedHashMap<>(TestDatabase.in(data).settings());
        settings.put("relay.idibu.listing.enabled", "false");
        settings.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        settings.put("relay.idibu.webhook.enabled", "true");
        settings.put("relay.idibu.webhook.secret", SECRET);
        return settings;
    }

    private static List<byte[]> events(IdibuSimulator idibu, int seconds) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            NewApplicant someone = NewApplicant.builder()
                    .email("someone" + System.nanoTime() + "@example.org")
                    .jobReference(Simulators.REFERENCES.get(0))
                    .file("cv.pdf", SampleCv.pdf("Ada", 20_000))
                    .hidden(true)
                    .build();
            events.add(idibu.event(idibu.add(someone)).body());
        }
        return events;
    }

    private List<Answer> run(IdibuSimulator idibu, URI webhook, int seconds) throws Exception {
        return run(events(idibu, seconds), webhook);
    }

    private List<Answer> run(List<byte[]> events, URI webhook) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        List<ScheduledFuture<CompletableFuture<Answer>>> sent = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            byte[] event = events.get(i);
            sent.add(clock.schedule(() -> send(webhook, event), i * 1000L / PER_SECOND, TimeUnit.MILLISECONDS));
        }
        List<Answer> answers = new ArrayList<>();
        for (ScheduledFuture<CompletableFuture<Answer>> each : sent) {
            answers.add(each.get().get(10, TimeUnit.SECONDS));
        }
        clock.shutdown();
        return answers;
    }

    private CompletableFuture<Answer> send(URI webhook, byte[] event) {
        long begin = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .header("Content-Type", WebhookEvent.FORM)
                .header("authorization", WebhookEvent.hex(event, SECRET))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> new Answer(answer.statusCode(), (System.nanoTime() - begin) / 1e6));
    }

    private static double share(List<Answer> answers, double share) {
        List<Double> sorted = answers.stream().map(Answer::millis).sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
    }
}
