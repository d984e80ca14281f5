package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.applicantrelay.http.LocalServer;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.applicantrelay.sandbox.SandboxJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Kamelet that is offered to Camel K, as a Camel without Spring and without the relay runs it. */
class JobtrainJobsSourceTest {

    private static final int JOBS = 203;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void eachJobOfAllPagesComesOnce() throws Exception {
        try (JobtrainSimulator jobtrain = new JobtrainSimulator()) {
            for (int job = 1; job <= JOBS; job++) {
                jobtrain.addJob(job, "REFERENCE " + job, "A job");
            }
            MockEndpoint jobs = camel.getEndpoint("mock:jobs", MockEndpoint.class);
            jobs.expectedMessageCount(JOBS);

            run(jobtrain.baseUrl().toString(), jobtrain.clientId(), jobtrain.apiKey(), jobtrain.apiPassword());

            jobs.assertIsSatisfied();
            assertThat(jobs.getReceivedExchanges())
                    .extracting(JobtrainJobsSourceTest::jobId)
                    .containsExactlyElementsOf(
                            jobtrain.jobs().stream().map(SandboxJob::id).toList());
            assertThat(jobs.getReceivedExchanges()).allMatch(job -> job.getIn().getHeaders().keySet().stream()
                    .noneMatch("Authorization"::equalsIgnoreCase));
            assertThat(jobtrain.tokensIssued()).isOne();
        }
    }

    @Test
    void aCredentialMayHoldWhatOtherwiseHasAMeaning() throws Exception {
        String odd = "a & b = 'c' + \"d\" ${body} 100% ü";
        try (LocalServer jobtrain = new LocalServer()
                .on("/oauth/token", exchange -> LocalServer.answer(exchange, 200, json("{'access_token': 'abc'}")))
                .on("/jobs", exchange -> LocalServer.answer(exchange, 200, json("{'jobs': []}")))) {
            run(jobtrain.url(""), odd, odd, odd);

            await().until(() -> jobtrain.requests().size() == 2);
            String encoded = URLEncoder.encode(odd, StandardCharsets.UTF_8);
            assertThat(jobtrain.requests().get(0).body())
                    .isEqualTo("grant_type=client_credentials&client_id=%1$s&client_secret=%1$s&api_password=%1$s"
                            .formatted(encoded));
            assertThat(jobtrain.requests().get(1).line()).isEqualTo("GET /jobs?PageNo=1&PageSize=100");
            assertThat(jobtrain.requests().get(1).headers()).contains("Authorization=[Bearer abc]");
        }
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** The properties are given as the operator gives them, beside the address and not in it. */
    private void run(String baseUrl, String clientId, String apiKey, String apiPassword) throws Exception {
        Properties settings = new Properties();
        Map.of("baseUrl", baseUrl, "clientId", clientId, "apiKey", apiKey, "apiPassword", apiPassword)
                .forEach((name, value) -> settings.put("camel.kamelet.jobtrain-jobs-source.source." + name, value));
        camel.getComponent("kamelet", KameletComponent.class).setLocation("file:camel-k/kamelets");
        camel.getPropertiesComponent().setInitialProperties(settings);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:jobtrain-jobs-source/source").to("mock:jobs");
            }
        });
        camel.start();
    }

    private static long jobId(Exchange exchange) {
        try {
            return new ObjectMapper()
                    .readTree(exchange.getIn().getBody(byte[].class))
                    .path("jobId")
                    .asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
