package org.applicantrelay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PartnerHttpTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int CAP = 16 * MEBIBYTE;
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Of one connection: whatever keeps it blocks the next call. */
    private final PoolingHttpClientConnectionManager connections =
            Connections.pool(1, new AllowedHosts(Stream.of("localhost", "elsewhere.invalid")));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CloseableHttpClient client = client(connections);
    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "7, PT7S", "' 120 ', PT2M", "3600, PT1H", "7200, PT1H", "999999, PT1H"})
    void aPauseIsTakenInSecondsUpToAnHour(String retryAfter, Duration pause) {
        assertThat(PartnerHttp.pause(retryAfter)).isEqualTo(pause);
    }

    @Test
    void aPauseMayLastUntilADate() {
        Instant until = Instant.now().plusSeconds(300);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC));

        assertThat(PartnerHttp.pause(date)).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-5", "soon", "1.5", "9999999", "Sat, 21 Nov 2026 08:00:00 GMT"})
    void anythingElseAsksForNoPause(String retryAfter) {
        assertThat(PartnerHttp.pause(retryAfter)).isNull();
    }

    @Test
    void anAnswerPassesWhole() throws Exception {
        server.on("/jobs", exchange -> LocalServer.answer(exchange, 200, new byte[CAP]));

        assertThat(get("/jobs")).hasSize(CAP);
        assertThat(connections.getTotalStats().getAvailable()).isEqualTo(1);
    }

    @Test
    void anAnswerReadToItsAnnouncedEndKeepsTheConnection() throws Exception {
        server.on("/jobs", exchange -> LocalServer.answer(exchange, 200, new byte[100]));

        client.execute(new HttpGet(server.url("/jobs")), answer -> {
            // As Camel's HTTP producer does it.
            try (InputStream content = answer.getEntity().getContent()) {
                content.readNBytes(new byte[100], 0, 100);
            }
            EntityUtils.consume(answer.getEntity());
            return null;
        });

        assertThat(connections.getTotalStats().getAvailable()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsLeftBeforeItsEndCostsTheConnection() throws Exception {
        server.on("/jobs", exchange -> LocalServer.answer(exchange, 200, new byte[100]));

        client.execute(new HttpGet(server.url("/jobs")), answer -> {
            try (InputStream content = answer.getEntity().getContent()) {
                return content.readNBytes(new byte[99], 0, 99);
            }
        });

        assertThat(connections.getTotalStats().getAvailable()).isZero();
    }

    @Test
    void aRefusedConnectionProvesThatNothingWasSent() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(fault(new HttpGet("http://localhost:" + port + "/jobs"))).isEqualTo(Fault.JOBTRAIN_UNREACHABLE);
    }

    @Test
    void anUnknownHostProvesThatNothingWasSent() {
        assertThat(fault(new HttpGet("http://elsewhere.invalid/jobs"))).isEqualTo(Fault.JOBTRAIN_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"half\":",
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
                "no HTTP at all\r\n\r\n"
            })
    void aConnectionThatBreaksLaterLeavesADoubt(String beginning) throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> answerAndReset(breaking, beginning));

            assertThat(fault(post("http://localhost:" + breaking.getLocalPort() + "/applications")))
                    .isEqualTo(Fault.JOBTRAIN_UNAVAILABLE);
        }
    }

    @Test
    void aSmallAnswerThatUnpacksToALargeOneIsCapped() throws Exception {
        server.on("/jobs", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(new byte[CAP + 1]);
            }
        });

        assertThat(fault(new HttpGet(server.url("/jobs")))).isEqualTo(Fault.ANSWER_TOO_LARGE);
    }

    @Test
    void anAnswerWithoutEndIsLeftAtTheCapAndNotReadToItsEnd() {
        server.on("/jobs", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[MEBIBYTE];
            while (true) {
                exchange.getResponseBody().write(some);
            }
        });

        assertTimeoutPreemptively(
                SOON, () -> assertThat(fault(new HttpGet(server.url("/jobs")))).isEqualTo(Fault.ANSWER_TOO_LARGE));
    }

    @Test
    void headersWithoutEndAreNotKept() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> answerAndReset(endless, "HTTP/1.1 200 OK\r\nA: " + "a".repeat(MEBIBYTE)));

            assertThat(assertTimeoutPreemptively(
                            SOON, () -> message(new HttpGet("http://localhost:" + endless.getLocalPort() + "/jobs"))))
                    .isEqualTo("JOBTRAIN_UNAVAILABLE: MessageConstraintException");
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server.on("/jobs", exchange -> LocalServer.redirect(exchange, "/elsewhere"));

        int code = client.execute(new HttpGet(server.url("/jobs")), HttpResponse::getCode);

        assertThat(code).isEqualTo(302);
        assertThat(server.lines()).containsExactly("GET /jobs");
    }

    @Test
    void noCookieIsKept() throws Exception {
        server.on("/jobs", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "session=anna; Path=/");
            LocalServer.answer(exchange, 200, new byte[1]);
        });

        get("/jobs");
        get("/jobs");

        assertThat(server.requests())
                .hasSize(2)
                .noneMatch(request -> request.headers().toLowerCase().contains("cookie"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aPostIsNotRepeatedByTheClient(int code) throws Exception {
        server.on("/applications", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "1");
            LocalServer.answer(exchange, code, new byte[0]);
        });

        int answered = client.execute(post(server.url("/applications")), HttpResponse::getCode);

        assertThat(answered).isEqualTo(code);
        assertThat(server.lines()).containsExactly("POST /applications");
    }

    @Test
    void callsAreCountedByTheirResult() throws Exception {
        for (int code : new int[] {201, 404, 429, 503}) {
            server.on("/" + code, exchange -> LocalServer.answer(exchange, code, new byte[0]));
            client.execute(new HttpGet(server.url("/" + code)), HttpResponse::getCode);
        }
        server.on("/broken", exchange -> exchange.getHttpContext().getServer().stop(0));
        catchThrowableOfType(RelayException.class, () -> get("/broken"));
        catchThrowableOfType(
                RelayException.class,
                () -> client.execute(new HttpGet("http://localhost:1/nobody-is-there"), HttpResponse::getCode));

        assertThat(meters.find("relay.partner.calls").timers())
                .filteredOn(timer -> timer.count() == 1)
                .extracting(timer -> timer.getId().getTag("result"))
                .containsExactlyInAnyOrder("success", "refused", "busy", "error", "broken", "unreachable");
    }

    private CloseableHttpClient client(PoolingHttpClientConnectionManager connections) {
        HttpClientBuilder builder = HttpClients.custom().setConnectionManager(connections);
        new PartnerHttp(
                        DataSize.ofBytes(CAP),
                        Fault.JOBTRAIN_UNREACHABLE,
                        Fault.JOBTRAIN_UNAVAILABLE,
                        new CallMeter(meters, "jobtrain", "api"))
                .configureHttpClient(builder);
        return builder.build();
    }

    private static HttpPost post(String url) {
        HttpPost post = new HttpPost(url);
        post.setEntity(new StringEntity("{}"));
        return post;
    }

    private byte[] get(String path) throws IOException {
        return client.execute(
                new HttpGet(server.url(path)),
                answer -> answer.getEntity().getContent().readAllBytes());
    }

    private Fault fault(ClassicHttpRequest request) {
        return thrown(request).fault();
    }

    private String message(ClassicHttpRequest request) {
        return thrown(request).getMessage();
    }

    /** Reads and closes as camel-http does: by the stream, without an end for the connection. */
    private RelayException thrown(ClassicHttpRequest request) {
        return catchThrowableOfType(RelayException.class, () -> {
            try (InputStream content =
                    client.executeOpen(null, request, null).getEntity().getContent()) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    private static void answerAndReset(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            InputStream request = socket.getInputStream();
            byte[] head = new byte[4096];
            assertThat(request.read(head)).isPositive();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The client went first.
        }
    }
}
