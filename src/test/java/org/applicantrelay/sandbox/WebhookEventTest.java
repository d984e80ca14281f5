package org.applicantrelay.sandbox;

import static org.applicantrelay.sandbox.IdibuAnswers.ids;
import static org.applicantrelay.sandbox.IdibuAnswers.texts;
import static org.applicantrelay.sandbox.IdibuAnswers.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of the simulator against idibu.md, received by a server of the JDK. */
class WebhookEventTest {

    private record Received(String contentType, String authorization, byte[] body) {}

    private final IdibuSimulator idibu = new IdibuSimulator();
    private final Browser browser = new Browser();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(202);
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("authorization"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        idibu.close();
        receiver.stop(0);
    }

    @Test
    void anApplicationIsPostedAsAFormWithAllFieldsAndASignatureOfItsBytes() {
        idibu.addJob(7, "VTEST#1", "Ärztin & Pfleger");
        subscribe("ApplicationReceivedV2", "k\u00eby");
        SimulatedApplicant applicant = idibu.add(NewApplicant.builder()
                .email("zoë+cv@example.org")
                .jobId(7L)
                .portal(33L, "Reed")
                .rawDate("2026-11-24 09:00:00")
                .build());

        assertThat(idibu.sendEvent(applicant)).isEqualTo(202);

        Received event = received.get(0);
        assertThat(event.contentType()).isEqualTo("application/x-www-form-urlencoded");
        Map<String, String> fields = fields(event.body());
        assertThat(fields.remove("event_id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(fields)
                .containsExactlyEntriesOf(ordered(
                        "type", "ApplicationReceived",
                        "client_id", "4242",
                        "sender_id", "602",
                        "job_id", "7",
                        "job_reference", "VTEST#1",
                        "job_title", "Ärztin & Pfleger",
                        "postlog_id", "333070001",
                        "aptrack_id", "70001",
                        "from", "zoë+cv@example.org",
                        "portal_id", "33",
                        "date", "2026-11-24 09:00:00"));
        assertThat(event.authorization()).isEqualTo(WebhookEvent.hex(event.body(), "k\u00eby"));
        assertThat(idibu.ways(applicant.id())).containsExactly(Way.LISTING, Way.WEBHOOK);
    }

    /** Test case 2 of RFC 4231, so that a mistake shared by simulator and relay would be seen. */
    @Test
    void signsAsRfc4231Does() {
        byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        assertThat(WebhookEvent.hex(body, "Jefe"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(WebhookEvent.base64(body, "Jefe")).isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    }

    @Test
    void onlyWhoSubscribedIsTold() {
        SimulatedApplicant applicant = idibu.add(NewApplicant.builder().build());
        assertThat(idibu.sendEvent(applicant)).isZero();
        subscribe("JobCreated", "s");
        assertThat(idibu.sendEvent(applicant)).isZero();
        assertThat(received).isEmpty();

        assertThat(idibu.sendEvent(WebhookEvent.of("JobCreated", 7).with("job_id", "9")))
                .isEqualTo(202);
        assertThat(fields(received.get(0).body()))
                .containsEntry("client_id", "7")
                .containsEntry("job_id", "9");
        assertThat(idibu.waitingEvents()).isZero();
    }

    @Test
    void withoutASecretNothingIsSigned() {
        subscribe("ApplicationReceivedV2", "");
        assertThat(idibu.sendEvent(idibu.add(NewApplicant.builder().build()))).isEqualTo(202);
        assertThat(received.get(0).authorization()).isNull();
    }

    @Test
    void whatIsNotTakenComesAgainTheSameUntilItIs() {
        subscribe("ApplicationReceivedV2", "old");
        answer.set(503);
        assertThat(idibu.sendEvent(idibu.add(NewApplicant.builder().build()))).isEqualTo(503);
        assertThat(idibu.waitingEvents()).isEqualTo(1);

        subscribe("ApplicationReceivedV2", "new");
        answer.set(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> idibu.waitingEvents() == 0 && received.size() == 2);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        assertThat(received.get(0).authorization())
                .isEqualTo(WebhookEvent.hex(received.get(0).body(), "old"));
        assertThat(received.get(1).authorization())
                .isEqualTo(WebhookEvent.hex(received.get(1).body(), "new"));
    }

    @Test
    void aSubscriberThatIsDownIsToldWhenItIsBack() throws IOException {
        subscribe("ApplicationReceivedV2", "s");
        InetSocketAddress address = receiver.getAddress();
        receiver.stop(0);
        assertThat(idibu.sendEvent(idibu.add(NewApplicant.builder().build()))).isZero();
        assertThat(idibu.waitingEvents()).isEqualTo(1);
        assertThatThrownBy(() -> WebhookEvent.post(hook(), new byte[0], null)).isInstanceOf(UncheckedIOException.class);

        receiver = HttpServer.create(address, 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new Received(null, null, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 1);
    }

    @Test
    void aHiddenApplicantIsNotListedButCanBeRead() throws Exception {
        long shown = idibu.add(NewApplicant.builder().build()).id();
        assertThat(control("{\"hidden\":true,\"files\":[{\"name\":\"cv.pdf\",\"size\":3000}]}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(control("{\"hidden\":\"yes\"}").statusCode()).isEqualTo(400);
        long hidden = shown + 1;

        String listing = browser.get(url("/applicants")).body();
        assertThat(ids(xml(listing))).containsExactly(shown);
        assertThat(texts(xml(listing), "total")).containsExactly("1");
        String detail = browser.get(url("/applicants/" + hidden)).body();
        assertThat(detail).contains("<id>" + hidden + "</id>");
        String link = texts(xml(detail), "link").get(0);
        String location = browser.get(link).headers().firstValue("Location").orElseThrow();
        assertThat(browser.bytes(location).body())
                .isEqualTo(idibu.applicant(hidden).orElseThrow().files().get(0).bytes());
        assertThat(idibu.ways(shown)).isEqualTo(Set.of(Way.LISTING));
        assertThat(idibu.ways(hidden)).isEmpty();

        assertThat(idibu.applicant(hidden).orElseThrow().data().toBuilder()
                        .build()
                        .hidden())
                .isTrue();
    }

    private HttpResponse<String> control(String json) {
        return browser.post(idibu.pageUrl() + "/applicants", "application/json", json);
    }

    private void subscribe(String types, String secret) {
        assertThat(browser.form(
                                url("/webhooks"),
                                "data",
                                "<subscription><url>" + hook() + "</url><types>" + types + "</types><secret>" + secret
                                        + "</secret></subscription>")
                        .body())
                .contains("<status>success</status>");
    }

    private URI hook() {
        return URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook");
    }

    private String url(String path) {
        return idibu.baseUrl() + path + "?hash=" + idibu.hash();
    }

    private static Map<String, String> fields(byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(new String(body, StandardCharsets.US_ASCII).split("&")).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        });
        return fields;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
