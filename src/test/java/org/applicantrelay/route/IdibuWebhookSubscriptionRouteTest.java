package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.database.DatabaseTest;
import org.applicantrelay.http.LocalServer;
import org.applicantrelay.http.LocalServer.Request;
import org.applicantrelay.http.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** {@code routes/sources/idibu-webhook-subscription} and its Kamelets, against a server that notes bytes. */
@DatabaseTest
@CamelSpringBootTest
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = ApplicantRelayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "relay.idibu.listing.enabled=false",
            "relay.idibu.webhook.enabled=true",
            "relay.idibu.webhook.secret=" + IdibuWebhookSubscriptionRouteTest.SECRET,
            "relay.idibu.webhook.public-url=" + IdibuWebhookSubscriptionRouteTest.URL,
            "relay.idibu.webhook.subscription-interval=1h",
        })
class IdibuWebhookSubscriptionRouteTest {

    static final String SECRET = "hook-4711+<&>-secret";
    static final String URL = "https://relay.example/webhooks/idibu?client=a&b=%20c";

    private static final String TYPE = "ApplicationReceivedV2";
    private static final String LIST = "GET /ws/rest/v1/webhooks?hash=sandbox-hash";
    private static final String POST = "POST /ws/rest/v1/webhooks?hash=sandbox-hash";
    private static final String DELETE = "DELETE /ws/rest/v1/webhooks/https%3A%2F%2Frelay.example%2Fwebhooks%2Fidibu"
            + "%3Fclient%3Da%26b%3D%2520c?hash=sandbox-hash";
    private static final String OTHER =
            "<subscription><url>https://other.example/</url><types>PostFailed</types></subscription>";

    private static final Partners PARTNERS = new Partners();
    private static final LocalServer IDIBU = idibu();

    /** The types of our subscription; null where there is none. */
    private static volatile String listedTypes;

    private static volatile int status = 200;
    private static boolean first = true;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private HealthEndpoint health;

    @LocalManagementPort
    private int managementPort;

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        PARTNERS.register(settings);
        settings.add("relay.idibu.base-url", () -> IDIBU.url("/ws/rest/v1"));
        settings.add("relay.idibu.hash", () -> "sandbox-hash");
    }

    @AfterAll
    static void stop() {
        IDIBU.close();
    }

    private static LocalServer idibu() {
        try {
            return new LocalServer().on("/ws/rest/v1/webhooks", exchange -> {
                String answer =
                        switch (exchange.getRequestMethod()) {
                            case "GET" -> listed();
                            case "POST" -> {
                                listedTypes = TYPE;
                                yield "Subscription created.";
                            }
                            default -> {
                                listedTypes = null;
                                yield "Subscription deleted.";
                            }
                        };
                LocalServer.answer(
                        exchange,
                        status,
                        ("<?xml version=\"1.0\" encoding=\"utf8\"?><idibu><response>" + answer
                                        + "</response><status>success</status></idibu>")
                                .getBytes(StandardCharsets.UTF_8));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our address with a raw ampersand, as idibu's links have them (quirk 3). */
    private static String listed() {
        return listedTypes == null
                ? "<subscriptions/>"
                : "<subscriptions>" + OTHER + "<subscription><url>" + URL + "</url><types>" + listedTypes
                        + "</types><modified>2026-11-24 09:00:00</modified></subscription></subscriptions>";
    }

    @BeforeEach
    void beginAfresh() throws Exception {
        await().until(() -> database.queryForList("select state from webhook_subscription", String.class)
                .contains("SUBSCRIBED"));
        if (first) {
            assertThat(IDIBU.lines()).as("what the first tick does").containsExactly(LIST, POST);
            first = false;
        }
        status = 200;
        IDIBU.requests().clear();
    }

    private void look() {
        template.requestBody("direct:idibu-webhook-subscription", (Object) null);
    }

    private void lookInTime() {
        database.update("update poller set finished_at = null where name = 'idibu-webhook-subscription'");
        look();
    }

    private String state() {
        return database.queryForObject("select state from webhook_subscription", String.class);
    }

    private Object operation(String name) throws Exception {
        return mbeans.invoke(name(), name, null, null);
    }

    private static ObjectName name() throws Exception {
        return new ObjectName("org.applicantrelay:type=Webhook,name=Subscription");
    }

    private void restore() throws Exception {
        assertThat(operation("subscribe")).isEqualTo("SUBSCRIBED");
    }

    @Test
    void idibuIsToldAddressTypeAndSecret() throws Exception {
        restore();

        assertThat(IDIBU.lines()).containsExactly(LIST, POST);
        Request post = IDIBU.requests().get(1);
        assertThat(post.headers()).contains("application/x-www-form-urlencoded");
        assertThat(post.body()).startsWith("data=");
        assertThat(URLDecoder.decode(post.body().substring(5), StandardCharsets.UTF_8))
                .isEqualTo("<subscription><url>https://relay.example/webhooks/idibu?client=a&#38;b=%20c</url>"
                        + "<types>ApplicationReceivedV2</types>"
                        + "<secret>hook-4711+&#60;&#38;&#62;-secret</secret></subscription>");
        assertThat(IDIBU.requests().get(0).body()).isEmpty();
    }

    @Test
    void whatIsInPlaceIsLookedAtAndNotToldAgain() {
        lookInTime();
        assertThat(IDIBU.lines()).containsExactly(LIST);

        look();
        assertThat(IDIBU.lines()).as("before it is time").hasSize(1);
        assertThat(state()).isEqualTo("SUBSCRIBED");
    }

    @ParameterizedTest
    @CsvSource({"''", "PostFailed", "'ApplicationReceivedV2,PostFailed'", "ApplicationReceived"})
    void whatIsGoneOrOtherwiseIsToldAgain(String types) {
        listedTypes = types.isEmpty() ? null : types;

        lookInTime();

        assertThat(IDIBU.lines()).containsExactly(LIST, POST);
        assertThat(listedTypes).isEqualTo(TYPE);
    }

    @Test
    void aNewSecretIsToldBeforeItIsTime() {
        database.update("update webhook_subscription set told_secret = 'that of another'");

        look();
        assertThat(IDIBU.lines()).containsExactly(LIST, POST);

        lookInTime();
        assertThat(IDIBU.lines()).containsExactly(LIST, POST, LIST);
    }

    @Test
    void whatAnOperatorDeletesStaysDeletedUntilTheyWantItBack(CapturedOutput output) throws Exception {
        assertThat(operation("unsubscribe")).isEqualTo("UNSUBSCRIBED");
        assertThat(IDIBU.lines()).containsExactly(LIST, DELETE);
        assertThat(IDIBU.requests().get(1).body()).isEmpty();
        assertThat(component().getStatus()).isEqualTo(Status.UP);

        lookInTime();
        assertThat(IDIBU.lines()).containsExactly(LIST, DELETE, LIST);
        assertThat(listedTypes).isNull();

        assertThat(operation("subscribe")).isEqualTo("SUBSCRIBED");
        assertThat(IDIBU.lines()).containsExactly(LIST, DELETE, LIST, LIST, POST);
        assertThat(output.getAll()).containsOnlyOnce("idibu's webhook subscription is UNSUBSCRIBED");
    }

    @Test
    void aFaultIsShownSaidOnceAndMendedByTheNextLook(CapturedOutput output) throws Exception {
        status = 500;
        lookInTime();
        lookInTime();

        assertThat(state()).isEqualTo("FAILED");
        assertThat(RouteTest.warnings(output))
                .singleElement()
                .asString()
                .contains("idibu's webhook subscription could not be looked after: IDIBU_UNAVAILABLE: HTTP 500");
        assertThat(component().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(RawHttp.send(managementPort, "GET /observe/health", null).status())
                .isEqualTo(200);
        assertThat(operation("subscribe")).isEqualTo("FAILED");

        status = 200;
        look();
        assertThat(state()).isEqualTo("SUBSCRIBED");
        assertThat(component().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatFailsIsNoFaultOfTheHealthOrTheClock(CapturedOutput output) {
        database.execute("alter table webhook_subscription rename to gone");
        try {
            lookInTime();
            assertThat(component().getStatus()).isEqualTo(Status.UNKNOWN);
        } finally {
            database.execute("alter table gone rename to webhook_subscription");
        }
        assertThat(RouteTest.warnings(output)).hasSize(1).allMatch(line -> line.contains("DATABASE"));

        look();
        assertThat(IDIBU.lines()).containsExactly(LIST);
    }

    @Test
    void anotherReplicaThatIsAtItIsLeftAlone() throws Exception {
        database.update("update poller set lease_owner = 'another',"
                + " lease_until = current_timestamp + interval '1' minute"
                + " where name = 'idibu-webhook-subscription'");

        lookInTime();
        assertThat(IDIBU.lines()).isEmpty();

        database.update("update poller set lease_owner = null, lease_until = null"
                + " where name = 'idibu-webhook-subscription'");
    }

    @Test
    void operatorsSeeHowItStandsAndNothingElseIsExported() throws Exception {
        assertThat(mbeans.getAttribute(name(), "Url")).isEqualTo(URL);
        assertThat(mbeans.getAttribute(name(), "State")).isEqualTo("SUBSCRIBED");
        assertThat((String) mbeans.getAttribute(name(), "CheckedAt")).startsWith("20");
        assertThat(Arrays.stream(mbeans.getMBeanInfo(name()).getAttributes()))
                .hasSize(3)
                .noneMatch(MBeanAttributeInfo::isWritable);
        assertThat(Arrays.stream(mbeans.getMBeanInfo(name()).getOperations())
                        .map(operation -> operation.getName())
                        .filter(operation -> !operation.startsWith("get")))
                .containsExactlyInAnyOrder("subscribe", "unsubscribe");
        assertThat(mbeans.queryNames(null, null).stream()
                        .map(ObjectName::getDomain)
                        .collect(Collectors.toSet()))
                .contains("org.applicantrelay")
                .doesNotContain("org.springframework.boot", "com.zaxxer.hikari");
        assertThat(details()).containsEntry("url", URL).containsEntry("wanted", true);
    }

    @Test
    void theSecretIsNowhereButInTheBody(CapturedOutput output) throws Exception {
        restore();
        status = 500;
        operation("subscribe");
        status = 200;
        look();

        List<String> spellings = List.of("hook-4711", "hook-4711%2B");
        assertThat(camel.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("hook-4711"));
        assertThat(IDIBU.requests()).noneMatch(request -> (request.line() + request.headers()).contains("hook-4711"));
        assertThat(spellings).noneMatch(output.getAll()::contains);
        assertThat(database.queryForObject("select told_secret from webhook_subscription", String.class))
                .matches("[0-9a-f]{64}");
    }

    private HealthComponent component() {
        return health.healthForPath("idibuWebhook");
    }

    private Map<String, Object> details() {
        return ((Health) component()).getDetails();
    }
}
