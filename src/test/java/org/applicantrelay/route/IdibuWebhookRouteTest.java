package org.applicantrelay.route;

import static org.applicantrelay.http.RawHttp.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.RawHttp;
import org.applicantrelay.http.RawHttp.Reply;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.reload.Reload;
import org.applicantrelay.webhook.SignedEvent;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.CannotCreateTransactionException;

/** {@code routes/sources/idibu-webhook} behind its filter, over a real port; what intake does is the test's to say. */
@CamelSpringBootTest
@ExtendWith(OutputCaptureExtension.class)
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
        classes = ApplicantRelayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.tomcat.connection-timeout=1s",
            "relay.routes=" + IdibuWebhookRouteTest.FOLDER,
            "relay.idibu.listing.enabled=false",
            "relay.idibu.client-id=602",
            "relay.idibu.webhook.enabled=true",
            "relay.idibu.webhook.secret=" + IdibuWebhookRouteTest.SECRET,
            "relay.idibu.webhook.secret-previous=" + IdibuWebhookRouteTest.PREVIOUS,
            "relay.idibu.webhook.max-size=" + IdibuWebhookRouteTest.LARGEST + "B",
        })
class IdibuWebhookRouteTest {

    static final String SECRET = "webhook-secret-of-today";
    static final String PREVIOUS = "webhook-secret-of-yesterday";
    static final int LARGEST = 20_000;

    /** With the route itself, so that one can edit it. */
    static final String FOLDER = "target/own-webhook";

    private static final Path ROUTE = Path.of(FOLDER, "sources/idibu-webhook.camel.yaml");

    private static final Partners PARTNERS = new Partners();
    private static final String POST = "POST /webhooks/idibu";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    /** What reached the route, as it was before the first step. */
    private static final List<Map<String, Object>> HEADERS = new CopyOnWriteArrayList<>();

    private static final List<Arrival> ARRIVALS = new CopyOnWriteArrayList<>();
    private static final List<String> INPUTS = new CopyOnWriteArrayList<>();

    static {
        // Before Spring looks for it.
        try {
            Files.createDirectories(ROUTE.getParent());
            Files.copy(Path.of("routes/sources/idibu-webhook.camel.yaml"), ROUTE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static volatile Processor intake;
    private static boolean advised;

    @Autowired
    private CamelContext camel;

    @Autowired
    private Reload reload;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private DeadLetterWorkList deadLetterList;

    @Autowired
    private Pauses pauses;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        PARTNERS.register(settings);
    }

    @BeforeEach
    void beginAfresh() throws Exception {
        if (!advised) {
            keepHeaders();
            AdviceWith.adviceWith(camel, "idibu-webhook-event", advice -> advice.weaveById("hand-over")
                    .replace()
                    .process(IdibuWebhookRouteTest::takeIn));
            advised = true;
        }
        database.update("delete from dead_letter");
        intake = exchange -> {};
        HEADERS.clear();
        ARRIVALS.clear();
        INPUTS.clear();
    }

    private void keepHeaders() throws Exception {
        AdviceWith.adviceWith(camel, "idibu-webhook", advice -> advice.interceptFrom()
                .process(exchange ->
                        HEADERS.add(new HashMap<>(exchange.getMessage().getHeaders()))));
    }

    private static void takeIn(Exchange exchange) throws Exception {
        intake.process(exchange);
        ARRIVALS.add(exchange.getVariable("arrival", Arrival.class));
        INPUTS.add(exchange.getVariable("input", String.class));
    }

    private static SignedEvent event(int number) {
        return SignedEvent.of(SignedEvent.form(SignedEvent.fields(33_139_609 + number, number)), SECRET);
    }

    private static SignedEvent signed(String form) {
        return SignedEvent.of(form.getBytes(StandardCharsets.UTF_8), SECRET);
    }

    private Reply send(SignedEvent event, String... more) throws IOException {
        return send(POST, event, more);
    }

    private Reply send(String requestLine, SignedEvent event, String... more) throws IOException {
        List<String> headers = new ArrayList<>(List.of(more));
        headers.add(FORM);
        if (event.signature() != null) {
            headers.add("Authorization: " + event.signature());
        }
        return RawHttp.send(port, requestLine, event.body(), headers.toArray(String[]::new));
    }

    private double requests(String result) {
        return meters.get("relay.webhook.requests")
                .tag("result", result)
                .counter()
                .count();
    }

    private double events(String type) {
        return meters.get("relay.webhook.events").tag("type", type).counter().count();
    }

    private List<String> kept() {
        return deadLetters.all().stream()
                .map(letter -> letter.getSource() + " " + letter.getCode() + " " + letter.getInput())
                .toList();
    }

    @Test
    void anEventIsAnsweredOnceItsApplicantIsHandedOver() throws Exception {
        SignedEvent event = event(1);
        double before = requests("accepted");

        Reply reply = send(event);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("The event is accepted.");
        assertThat(ARRIVALS)
                .containsExactly(new Arrival(
                        Channel.WEBHOOK,
                        "33139610",
                        null,
                        "ada+1@example.org",
                        "33007724",
                        "SP1507-46/1",
                        null,
                        "2026-11-24 09:30:00"));
        assertThat(INPUTS).containsExactly(new String(event.body(), StandardCharsets.US_ASCII));
        await().untilAsserted(() -> assertThat(requests("accepted")).isEqualTo(before + 1));
    }

    @Test
    void genuineEventsAreTakenAndMutatedOnesAreNot(CapturedOutput output) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        double unsigned = requests("unsigned");

        for (SignedEvent event : SignedEvent.mutated(1_000, SECRET)) {
            assertThat(status(client, event)).isEqualTo(401);
        }
        assertThat(HEADERS).isEmpty();
        assertThat(requests("unsigned")).isEqualTo(unsigned + 1_000);
        assertThat(RouteTest.warnings(output))
                .filteredOn(line -> line.contains("HTTP 401"))
                .hasSizeLessThanOrEqualTo(1);

        for (SignedEvent event : SignedEvent.genuine(200, SECRET)) {
            assertThat(status(client, event)).isEqualTo(200);
        }
        for (SignedEvent event : SignedEvent.genuine(20, PREVIOUS)) {
            assertThat(status(client, event)).isEqualTo(200);
        }
        assertThat(ARRIVALS).hasSize(220);
        assertThat(deadLetters.all()).isEmpty();
    }

    private int status(HttpClient client, SignedEvent event) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/idibu"))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        if (event.signature() != null) {
            request.header("authorization", event.signature());
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whoeverSendsWhileTheRouteIsMadeAnewIsAccepted() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService senders = Executors.newFixedThreadPool(4);
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        try {
            List<Future<?>> sent = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(sender -> senders.submit(() -> {
                        for (int i = 1; !done.get(); i++) {
                            answers.merge(status(client, event(sender * 10_000 + i)), 1, Integer::sum);
                        }
                        return null;
                    }))
                    .toList();
            for (int edit = 1; edit <= 3; edit++) {
                String description = "Takes events, edit " + edit;
                Files.writeString(
                        ROUTE, Files.readString(ROUTE).replaceFirst("description: .*", "description: " + description));
                reload.look();
                reload.look();
                assertThat(camel.getRoute("idibu-webhook").getDescription()).isEqualTo(description);
            }
            done.set(true);
            for (Future<?> sender : sent) {
                sender.get();
            }
        } finally {
            done.set(true);
            senders.shutdown();
            keepHeaders();
        }

        assertThat(answers.keySet()).containsExactly(200);
        assertThat(ARRIVALS).hasSize(answers.get(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void everyOtherMethodIsRefused(String method) throws Exception {
        Reply reply = send(method + " /webhooks/idibu", event(1));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.head()).contains("Allow: POST");
        assertThat(HEADERS).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: application/json, 415",
        "Content-Type: text/plain, 415",
        "Content-Type: multipart/form-data; boundary=x, 415",
        "Content-Type: application/*, 415",
        "Content-Type: form, 415",
        "X-Nothing: , 415",
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8, 200",
        "Content-Type: Application/X-WWW-Form-URLEncoded, 200",
    })
    void aFormIsTakenAndNoOtherContentType(String header, int status) throws Exception {
        SignedEvent event = event(1);

        assertThat(RawHttp.send(port, POST, event.body(), header, "Authorization: " + event.signature())
                        .status())
                .isEqualTo(status);
        assertThat(HEADERS).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void theLargestEventIsTakenAndALargerOneIsNot() throws Exception {
        assertThat(send(ofSize(LARGEST)).status()).isEqualTo(200);
        assertThat(send(ofSize(LARGEST + 1)).status()).isEqualTo(413);
        assertThat(RawHttp.exchange(port, chunked(ofSize(LARGEST))).status()).isEqualTo(200);
        assertThat(RawHttp.exchange(port, chunked(ofSize(LARGEST + 1))).status())
                .isEqualTo(413);
        assertThat(HEADERS).hasSize(2);
    }

    @Test
    void aBodyThatIsSaidToBeTooLargeIsNotWaitedFor() throws Exception {
        Reply reply = RawHttp.exchange(
                port, bytes(POST + " HTTP/1.1\r\nHost: x\r\n" + FORM + "\r\nContent-Length: 1000000000\r\n\r\n"));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.head()).contains("Connection: close");
    }

    private static SignedEvent ofSize(int size) {
        String form = "type=ApplicationReceived&client_id=602&aptrack_id=1&job_title=";
        return signed(form + "x".repeat(size - form.length()));
    }

    private static byte[] chunked(SignedEvent event) {
        StringBuilder request = new StringBuilder(POST + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + FORM
                + "\r\nTransfer-Encoding: chunked\r\nAuthorization: " + event.signature() + "\r\n\r\n");
        String body = new String(event.body(), StandardCharsets.ISO_8859_1);
        for (int begin = 0; begin < body.length(); begin += 1000) {
            String chunk = body.substring(begin, Math.min(begin + 1000, body.length()));
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return bytes(request + "0\r\n\r\n");
    }

    @Test
    void aSenderThatFallsSilentIsGivenUp() throws Exception {
        SignedEvent event = event(1);

        Reply reply = RawHttp.exchange(
                port,
                bytes(POST + " HTTP/1.1\r\nHost: x\r\n" + FORM + "\r\nAuthorization: " + event.signature()
                        + "\r\nContent-Length: " + (event.body().length + 1) + "\r\n\r\n"),
                event.body());

        assertThat(reply.status()).isEqualTo(408);
        assertThat(HEADERS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/idibu/",
                "/webhooks/idibu/x",
                "/webhooks//idibu",
                "//webhooks/idibu",
                "/webhooks/idibu;a=b",
                "/webhooks;a=b/idibu",
                "/webhooks/%69dibu",
                "/%77ebhooks/idibu",
                "/webhooks%2Fidibu",
                "/webhooks/./idibu",
                "/x/../webhooks/idibu",
                "/webhooks/idibu%20",
                "/webhooks/IDIBU",
                "/webhooks/",
                "/"
            })
    void noOtherPathReachesTheRoute(String path) throws Exception {
        // Even where the signature is genuine: a path that is taken for the right one here and not there has no guard.
        Reply signed = send("POST " + path, event(1));
        Reply unsigned = send("POST " + path, new SignedEvent(event(1).body(), null));

        assertThat(signed.status()).isIn(400, 404);
        assertThat(unsigned.status()).isIn(400, 404);
        assertThat(HEADERS).isEmpty();
    }

    @Test
    void theWholeAddressInTheRequestLineIsTheSamePath() throws Exception {
        assertThat(send("POST http://relay.example/webhooks/idibu", new SignedEvent(event(1).body(), "x"))
                        .status())
                .isIn(401, 404);
        assertThat(HEADERS).isEmpty();
    }

    @Test
    void nothingOfTheSenderButTheBodyReachesTheRoute() throws Exception {
        Reply reply = send(
                "POST /webhooks/idibu?CamelHttpUri=http://evil.example&CamelFileName=/tmp/evil&evil=1",
                event(1),
                "CamelHttpUri: http://evil.example",
                "camelHttpUri: http://evil.example",
                "CAMELFILENAME: /tmp/evil",
                "org.apache.camel.evil: evil",
                "mail.smtp.host: evil.example",
                "Cookie: evil=1",
                "Accept: evil/evil",
                "X-Evil: {{env:HOME}}",
                "X-Forwarded-Host: evil.example",
                "Authorization2: evil");

        assertThat(reply.status()).isEqualTo(200);
        Map<String, Object> before = new TreeMap<>(HEADERS.get(0));
        assertThat(before.keySet())
                .containsExactlyInAnyOrder(
                        // Made by Camel of the path, the method and the wrapped request.
                        "CamelHttpCharacterEncoding",
                        "CamelHttpMethod",
                        "CamelHttpPath",
                        "CamelHttpQuery",
                        "CamelHttpServletRequest",
                        "CamelHttpServletResponse",
                        "CamelHttpUri",
                        "CamelHttpUrl",
                        "CamelPlatformHttpContextPath",
                        "Content-Type");
        assertThat(before).containsEntry("CamelHttpUri", "/webhooks/idibu").containsEntry("CamelHttpQuery", null);
        assertThat(before.toString()).doesNotContainIgnoringCase("evil").doesNotContain("relay.example");
        assertThat(reply.head()).doesNotContainIgnoringCase("evil");
        assertThat(reply.head().lines().skip(1).map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyInAnyOrder("Content-Type", "Transfer-Encoding", "Date", "Connection");
    }

    @Test
    void twoSignaturesAreNone() throws Exception {
        SignedEvent event = event(1);

        assertThat(send(event, "Authorization: " + event.signature()).status()).isEqualTo(401);
    }

    @Test
    void eventsOfOtherTypesAreCountedAndAcknowledged() throws Exception {
        double created = events("JobCreated");
        double other = events("other");

        assertThat(send(signed("type=JobCreated&client_id=602")).status()).isEqualTo(200);
        assertThat(send(signed("type=Evil4711&client_id=602")).status()).isEqualTo(200);

        assertThat(events("JobCreated")).isEqualTo(created + 1);
        assertThat(events("other")).isEqualTo(other + 1);
        assertThat(meters.find("relay.webhook.events").counters()).hasSize(8);
        assertThat(ARRIVALS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=602&aptrack_id=1",
                "type=ApplicationReceived&client_id=602&job_title=%E4",
                "type=ApplicationReceived&client_id=602&x=100%",
                ""
            })
    void whatIsNoEventIsKeptAndRefused(String form) throws Exception {
        Reply reply = send(signed(form));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("The event cannot be read.");
        assertThat(kept()).containsExactly("idibu-webhook EVENT_UNREADABLE " + form);
        assertThat(ARRIVALS).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreKeptAsTheyCame() throws Exception {
        byte[] form = bytes("type=ApplicationReceived&client_id=602&job_title=Zo\u00eb");

        assertThat(send(SignedEvent.of(form, SECRET)).status()).isEqualTo(400);
        assertThat(bytes(deadLetters.all().get(0).getInput())).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1e3", "12345678901234567890", "1 or 1=1", "%D9%A1"})
    void anApplicantWithoutATrackIdIsKeptAndRefused(String trackId) throws Exception {
        String form = "type=ApplicationReceived&client_id=602&aptrack_id=" + trackId.replace(" ", "+");

        assertThat(send(signed(form)).status()).isEqualTo(400);
        assertThat(kept()).containsExactly("idibu-webhook NO_TRACK_ID " + form);
        assertThat(ARRIVALS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=603&", "client_id=6022&", "client_id=&", ""})
    void anEventOfAnotherAccountIsRefusedAndNotKept(String account) throws Exception {
        double before = events("ApplicationReceived");

        Reply reply = send(signed("type=ApplicationReceived&" + account + "aptrack_id=1"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(deadLetters.all()).isEmpty();
        assertThat(ARRIVALS).isEmpty();
        assertThat(events("ApplicationReceived")).isEqualTo(before);
    }

    @Test
    void aDryRunForeseesThatAnEventIsOfAnotherAccount() throws Exception {
        deadLetters.keep(
                null,
                "idibu-webhook",
                "type=ApplicationReceived&client_id=603&aptrack_id=1",
                new RelayException(Fault.UNEXPECTED));

        assertThat(deadLetterList.dryRunByCode("UNEXPECTED", 0)).containsExactly("1 would meet WRONG_ACCOUNT again");
    }

    @Test
    void whileItIsPausedAGenuineEventIsToBeSentAgain() throws Exception {
        double before = requests("paused");
        pauses.pause(Stage.IDIBU_WEBHOOK, "a test");
        try {
            Reply reply = send(event(1));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo("No events are taken now. Send it again.");
            assertThat(send(new SignedEvent(event(1).body(), "wrong")).status()).isEqualTo(401);
            assertThat(requests("paused")).isEqualTo(before + 1);
            assertThat(HEADERS).isEmpty();
            assertThat(deadLetters.all()).isEmpty();
        } finally {
            pauses.resume(Stage.IDIBU_WEBHOOK);
        }

        assertThat(send(event(1)).status()).isEqualTo(200);
        assertThat(ARRIVALS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsAcknowledgedThatIsNotDurable(boolean known, CapturedOutput output) throws Exception {
        intake = exchange -> {
            exchange.getMessage().setHeader("X-Intake", "evil");
            throw known ? new CannotCreateTransactionException("Secret4711") : new IllegalStateException("Secret4711");
        };

        Reply reply = send(event(1));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).isEqualTo("The event could not be kept in time. Send it again.");
        assertThat(reply.head()).doesNotContain("X-Intake", "Exception");
        assertThat(deadLetters.all()).isEmpty();
        assertThat(output.getAll()).doesNotContain("Secret4711", "\tat ");
    }

    @Test
    void aDeadLetterThatCannotBeKeptIsNotAnsweredFor() throws Exception {
        database.execute("alter table dead_letter rename to gone");
        try {
            assertThat(send(signed("client_id=602")).status()).isEqualTo(503);
        } finally {
            database.execute("alter table gone rename to dead_letter");
        }

        assertThat(send(signed("client_id=602")).status()).isEqualTo(400);
        assertThat(kept()).containsExactly("idibu-webhook EVENT_UNREADABLE client_id=602");
    }

    @Test
    void whatTakesTooLongIsRefusedInTimeAndSaidWithoutAStackTrace(CapturedOutput output) throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        intake = exchange -> late.await();
        double before = requests("unavailable");
        Instant begin = Instant.now();
        try {
            Reply reply = send(event(1));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo("The event could not be kept in time. Send it again.");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(LONGEST_ANSWER);
        } finally {
            late.countDown();
        }
        await().until(() ->
                ARRIVALS.size() == 1 && camel.getInflightRepository().size() == 0);
        await().untilAsserted(() -> assertThat(requests("unavailable")).isEqualTo(before + 1));
        assertThat(output.getAll()).doesNotContain("\tat ");
        assertThat(send(event(2)).status()).isEqualTo(200);
    }

    @Test
    void aSlowDatabaseDelaysNobodyBehindIt() throws Exception {
        CountDownLatch allBegan = new CountDownLatch(8);
        intake = exchange -> {
            allBegan.countDown();
            assertThat(allBegan.await(3, TimeUnit.SECONDS)).as("eight at once").isTrue();
        };
        ExecutorService senders = Executors.newFixedThreadPool(50);
        try {
            List<Future<Reply>> replies = IntStream.range(0, 50)
                    .mapToObj(number -> senders.submit(() -> send(event(number))))
                    .toList();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(ARRIVALS).hasSize(50);
    }

    @Test
    void aFloodBeyondTheQueueIsRefusedAtOnceAndForgottenOnceItIsLate(CapturedOutput output) throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        intake = exchange -> late.await();
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<Integer>> statuses = new ArrayList<>();
        try {
            for (int number = 0; number < 600; number++) {
                SignedEvent event = event(number);
                statuses.add(client.sendAsync(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/idibu"))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .header("Authorization", event.signature())
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode));
            }
            assertThat(statuses).allSatisfy(status -> assertThat(status.get(10, TimeUnit.SECONDS))
                    .isEqualTo(503));
        } finally {
            late.countDown();
        }
        await().until(() -> camel.getInflightRepository().size() == 0);
        // Who waited in the queue was told to come again, and is not worked on any more.
        assertThat(send(event(1)).status()).isEqualTo(200);
        assertThat(ARRIVALS).hasSize(8 + 1);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @Test
    void theOtherPortAnswersAsBeforeAndCounts() throws Exception {
        send(event(1));

        assertThat(RawHttp.send(managementPort, "GET /observe/health", null).status())
                .isEqualTo(200);
        assertThat(RawHttp.send(managementPort, "POST /webhooks/idibu", new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(RawHttp.send(managementPort, "GET /observe/metrics", null).body())
                .contains("relay_webhook_requests_total{")
                .contains("result=\"unsigned\"")
                .contains("relay_webhook_events_total{");
    }
}
