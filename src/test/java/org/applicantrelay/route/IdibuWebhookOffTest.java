package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.http.RawHttp;
import org.applicantrelay.webhook.SignedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Without {@code relay.idibu.webhook.enabled} nothing of the webhook is there, whatever else is set. */
@CamelSpringBootTest
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = ApplicantRelayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "management.prometheus.metrics.export.enabled=true",
            "relay.idibu.listing.enabled=false",
            "relay.idibu.webhook.secret=secret",
            "relay.idibu.webhook.public-url=https://relay.example/webhooks/idibu",
        })
class IdibuWebhookOffTest {

    private static final Partners PARTNERS = new Partners();

    @Autowired
    private CamelContext camel;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private HealthEndpoint health;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        PARTNERS.register(settings);
    }

    @Test
    void aGenuineEventFindsNothingAndIsNoLineInTheLog(CapturedOutput output) throws Exception {
        SignedEvent event = SignedEvent.of(SignedEvent.form(SignedEvent.fields(1, 1)), "secret");

        assertThat(RawHttp.send(
                                port,
                                "POST /webhooks/idibu",
                                event.body(),
                                "Content-Type: application/x-www-form-urlencoded",
                                "Authorization: " + event.signature())
                        .status())
                .isEqualTo(404);
        assertThat(RouteTest.warnings(output)).isEmpty();
    }

    @Test
    void neitherRoutesNorOperationsAreThere() {
        assertThat(camel.getRoutes())
                .extracting(route -> route.getRouteId())
                .doesNotContainAnyElementsOf(
                        List.of("idibu-webhook", "idibu-webhook-subscription", "idibu-webhook-subscription-clock"));
        assertThat(context.getBeanNamesForType(MBeanExporter.class)).doesNotContain("subscriptionExporter");
        assertThat(health.healthForPath("idibuWebhook")).isNull();
    }

    /** Nobody could log in there, so there is nothing to find; what is open to anybody is. */
    @Test
    void withoutAUserThereIsNoConsole() throws Exception {
        for (String path : List.of("/observe/hawtio", "/observe/hawtio/", "/observe/jolokia", "/observe/login")) {
            assertThat(observed(path).status()).as(path).isEqualTo(404);
        }
        assertThat(RawHttp.send(managementPort, "POST /observe/jolokia", new byte[0])
                        .status())
                .isEqualTo(404);
        assertThat(observed("/observe/health").body())
                .isEqualTo("{\"status\":\"UP\",\"groups\":[\"live\",\"liveness\",\"readiness\",\"ready\"]}");
        assertThat(observed("/observe/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(observed("/observe/metrics").status()).isEqualTo(200);
    }

    private RawHttp.Reply observed(String path) throws IOException {
        return RawHttp.send(managementPort, "GET " + path, null);
    }
}
