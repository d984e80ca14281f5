package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.FakeContents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.AllowedHosts;
import org.applicantrelay.http.Connections;
import org.applicantrelay.http.LocalServer;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloadTest {

    private static final byte[] CV = "Anna Example's CV".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_SIZE = 1024;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final FakeContents contents = new FakeContents();
    private LocalServer idibu;
    private LocalServer elsewhere;
    private RelayProperties relay;
    private AllowedHosts hosts;
    private Connections connections;
    private FileDownload download;

    @BeforeEach
    void start() throws IOException {
        idibu = new LocalServer().on("/cv", exchange -> LocalServer.answer(exchange, 200, CV));
        elsewhere = new LocalServer().on("/cv", exchange -> LocalServer.answer(exchange, 200, CV));
        relay = TestSettings.relay(
                "relay.idibu.base-url",
                idibu.url("/ws"),
                "relay.idibu.hash",
                "credential-of-idibu",
                "relay.files.max-size",
                MAX_SIZE + "B");
        IdibuHttpConfiguration configuration = new IdibuHttpConfiguration();
        hosts = configuration.idibuHosts(relay);
        connections = configuration.idibuConnections(relay, hosts);
        download = new FileDownload(contents, hosts, connections, relay, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        connections.shutDown();
        idibu.close();
        elsewhere.close();
    }

    @Test
    void aFileIsKeptAsItCame() throws Exception {
        Content kept = keep(idibu.url("/cv?signature=a%2Bb"));

        assertThat(contents.bytes()).isEqualTo(CV);
        assertThat(kept.getName()).isEqualTo("cv.txt");
        assertThat(kept.getPosition()).isEqualTo(2);
        assertThat(idibu.lines()).containsExactly("GET /cv?signature=a%2Bb");
        assertThat(connections.getTotalStats().getAvailable()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cv?x=1", "cv?x=1", "./old/../cv?x=1"})
    void quirk15ARedirectIsFollowedFromItsOwnPlace(String location) throws Exception {
        idibu.on("/old", exchange -> LocalServer.redirect(exchange, location));

        keep(idibu.url("/old"));

        assertThat(idibu.lines()).containsExactly("GET /old", "GET /cv?x=1");
        assertThat(contents.bytes()).isEqualTo(CV);
    }

    @Test
    void anAbsoluteRedirectIsFollowedToAnAllowedHost() throws Exception {
        idibu.on("/old", exchange -> LocalServer.redirect(exchange, elsewhere.url("/cv")));

        keep(idibu.url("/old"));

        assertThat(elsewhere.lines()).containsExactly("GET /cv");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 303, 307, 308})
    void everyKindOfRedirectCounts(int code) throws Exception {
        idibu.on("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", "/cv");
            exchange.sendResponseHeaders(code, -1);
        });

        keep(idibu.url("/old"));

        assertThat(contents.bytes()).isEqualTo(CV);
    }

    @Test
    void theConnectionOfARedirectIsUsedAgain() throws Exception {
        Set<Integer> connected = new HashSet<>();
        idibu.on("/old", exchange -> {
            connected.add(exchange.getRemoteAddress().getPort());
            exchange.getResponseHeaders().add("Location", "/new");
            LocalServer.answer(exchange, 302, "Moved".getBytes(StandardCharsets.UTF_8));
        });
        idibu.on("/new", exchange -> {
            connected.add(exchange.getRemoteAddress().getPort());
            LocalServer.answer(exchange, 200, CV);
        });

        keep(idibu.url("/old"));

        assertThat(contents.bytes()).isEqualTo(CV);
        assertThat(connected).hasSize(1);
    }

    @Test
    void neitherCredentialNorCookieTravels() throws Exception {
        idibu.on("/old", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "session=anna; Path=/");
            LocalServer.redirect(exchange, "/cv");
        });

        keep(idibu.url("/old"));
        keep(idibu.url("/old"));

        assertThat(idibu.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.line()).doesNotContain("hash", "credential");
            assertThat(request.headers().toLowerCase()).doesNotContain("cookie", "authorization", "credential");
        });
    }

    @Test
    void aHostThatIsNotAllowedIsNotAsked() {
        assertThat(fault(idibu.url("/cv").replace("localhost", "127.0.0.1"))).isEqualTo(Fault.FILE_HOST_REFUSED);
        assertThat(fault("https://evil.example/cv")).isEqualTo(Fault.FILE_HOST_REFUSED);
        assertThat(fault("file:///etc/passwd")).isEqualTo(Fault.FILE_HOST_REFUSED);
        assertThat(idibu.lines()).isEmpty();
    }

    @Test
    void aRedirectToAHostThatIsNotAllowedIsNotFollowed() {
        idibu.on("/old", exchange -> LocalServer.redirect(exchange, "/older"));
        idibu.on(
                "/older",
                exchange -> LocalServer.redirect(exchange, elsewhere.url("/cv").replace("localhost", "127.0.0.1")));

        assertThat(fault(idibu.url("/old"))).isEqualTo(Fault.FILE_HOST_REFUSED);
        assertThat(elsewhere.lines()).isEmpty();
    }

    @Test
    void redirectsInACircleEnd() {
        idibu.on("/old", exchange -> LocalServer.redirect(exchange, "/old"));

        assertThat(fault(idibu.url("/old"))).isEqualTo(Fault.FILE_UNAVAILABLE);
        assertThat(idibu.lines()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "404, FILE_GONE",
        "410, FILE_GONE",
        "403, FILE_UNAVAILABLE",
        "429, FILE_UNAVAILABLE",
        "500, FILE_UNAVAILABLE",
        "503, FILE_UNAVAILABLE",
        "302, FILE_UNAVAILABLE"
    })
    void whatIsNotTheFileIsAFault(int code, Fault fault) {
        idibu.on("/gone", exchange -> LocalServer.answer(exchange, code, new byte[0]));

        assertThat(fault(idibu.url("/gone"))).isEqualTo(fault);
        assertThat(idibu.lines()).hasSize(1);
    }

    @Test
    void aFileOfTheLargestSizePassesAndOneByteMoreDoesNot() throws Exception {
        idibu.on("/full", exchange -> LocalServer.answer(exchange, 200, new byte[MAX_SIZE]));
        idibu.on("/more", exchange -> LocalServer.answer(exchange, 200, new byte[MAX_SIZE + 1]));

        assertThat(keep(idibu.url("/full")).getSize()).isEqualTo(MAX_SIZE);
        assertThat(fault(idibu.url("/more"))).isEqualTo(Fault.FILE_TOO_LARGE);
    }

    @Test
    void anEmptyFileIsKept() throws Exception {
        idibu.on("/empty", exchange -> exchange.sendResponseHeaders(200, -1));

        assertThat(keep(idibu.url("/empty")).getSize()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"200, FILE_TOO_LARGE", "302, FILE_UNAVAILABLE", "404, FILE_GONE"})
    void anAnswerWithoutEndIsLeftAtOnce(int code, Fault fault) {
        idibu.on("/endless", exchange -> {
            exchange.getResponseHeaders().add("Location", "/endless");
            exchange.sendResponseHeaders(code, 0);
            byte[] some = new byte[64 * 1024];
            while (true) {
                exchange.getResponseBody().write(some);
            }
        });

        assertTimeoutPreemptively(
                SOON, () -> assertThat(fault(idibu.url("/endless"))).isEqualTo(fault));
        assertThat(connections.getTotalStats().getLeased()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/files/Zo\u00eb CV.txt, GET /files/Zo%C3%AB%20CV.txt",
        "/files/a%20b.txt, GET /files/a%20b.txt",
        "/files/CV[1] {final}.pdf, GET /files/CV%5B1%5D%20%7Bfinal%7D.pdf"
    })
    void quirk15NamesThatAreNotEscapedAreFoundAllTheSame(String path, String line) throws Exception {
        idibu.on("/files", exchange -> LocalServer.answer(exchange, 200, CV));

        keep(" " + idibu.url(path) + "\n");

        assertThat(idibu.lines()).containsExactly(line);
    }

    @Test
    void aLinkThatIsNoAddressIsAFaultThatDoesNotQuoteIt() {
        RelayException thrown = thrown("http://localhost/%anna");

        assertThat(thrown.fault()).isEqualTo(Fault.FILE_UNAVAILABLE);
        assertThat(thrown.getMessage()).doesNotContain("anna");
    }

    @Test
    void aServerThatDoesNotAnswerIsAFault() {
        String link = idibu.url("/cv?signature=secret");
        idibu.close();

        assertThat(thrown(link)).hasMessage("FILE_UNAVAILABLE: HttpHostConnectException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent from the start", "silent in the middle", "dripping"})
    void aSlowFileIsLeftForLaterTheFirstTimeOnly(String how) throws Exception {
        idibu.on("/slow", exchange -> {
            byte[] bytes = new byte[MAX_SIZE];
            if (how.contains("start")) {
                pause();
            }
            exchange.sendResponseHeaders(200, bytes.length);
            int dripped = how.contains("drip") ? 4 : 1;
            for (int i = 0; i < dripped; i++) {
                exchange.getResponseBody().write(bytes, i, 1);
                exchange.getResponseBody().flush();
                pause();
            }
            exchange.getResponseBody().write(bytes, dripped, bytes.length - dripped);
            exchange.close();
        });
        Duration patience = how.contains("drip") ? PAUSE.multipliedBy(2) : PAUSE.dividedBy(2);
        download = new FileDownload(contents, hosts, connections, relay, new SimpleMeterRegistry(), patience);

        RelayException thrown = catchThrowableOfType(
                RelayException.class,
                () -> download.keep(UUID.randomUUID(), new RemoteFile(2, "cv.txt", idibu.url("/slow"), false)));
        assertThat(thrown.fault()).isEqualTo(Fault.FILE_SLOW);
        assertThat(download.keep(UUID.randomUUID(), new RemoteFile(2, "cv.txt", idibu.url("/slow"), true)))
                .isNotNull();
    }

    /** As a slow server does. */
    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    @Test
    void aSignedLinkIsNotPrinted() {
        assertThat(new RemoteFile(3, "cv.txt", "https://ws.idibu.com/cv?signature=secret", false))
                .hasToString("file 3");
    }

    private Content keep(String link) throws IOException {
        return download.keep(UUID.randomUUID(), new RemoteFile(2, "cv.txt", link, false));
    }

    private Fault fault(String link) {
        return thrown(link).fault();
    }

    private RelayException thrown(String link) {
        return catchThrowableOfType(RelayException.class, () -> keep(link));
    }
}
