package org.applicantrelay.jobtrain;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.http.AllowedHosts;
import org.applicantrelay.http.CallMeter;
import org.applicantrelay.http.Connections;
import org.applicantrelay.http.Form;
import org.applicantrelay.http.PartnerHttp;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.unit.DataSize;

/** The HTTP side of Jobtrain: its budget of connections, and the token that all calls share. */
@Configuration(proxyBeanMethods = false)
class JobtrainHttpConfiguration {

    private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(16);
    private static final String TOKEN = "kamelet:jobtrain-token-action";

    @Bean(destroyMethod = Connections.SHUT_DOWN)
    Connections jobtrainConnections(RelayProperties relay) {
        AllowedHosts hosts =
                new AllowedHosts(Stream.of(relay.jobtrain().baseUrl().getHost()));
        return Connections.pool(relay.jobtrain().maxConcurrent(), hosts);
    }

    @Bean
    PartnerHttp jobtrainHttp(MeterRegistry meters) {
        return new PartnerHttp(
                LARGEST_ANSWER,
                Fault.JOBTRAIN_UNREACHABLE,
                Fault.JOBTRAIN_UNAVAILABLE,
                new CallMeter(meters, "jobtrain", "api"));
    }

    /** How a token is asked for stands in the Kamelet, where an integration engineer can change it. */
    @Bean
    JobtrainToken jobtrainToken(@Lazy ProducerTemplate camel) {
        return new JobtrainToken(() -> fetch(camel), Clock.systemUTC());
    }

    /**
     * Makes the token's Kamelet known before any route starts. Camel 4.17 (AbstractCamelContext, startRouteService) only
     * notes a route that is made while the others are starting, and never starts it: who asked for a token at that moment
     * would leave the relay without one until its next start.
     */
    @Bean
    CamelContextConfiguration jobtrainTokenKamelet() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getEndpoint(TOKEN);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // Started with all others.
            }
        };
    }

    private static JobtrainToken.Grant fetch(ProducerTemplate camel) throws IOException {
        Exchange exchange = camel.request(TOKEN, nothing -> {});
        if (exchange.getException() != null) {
            throw Faults.of(exchange.getException());
        }
        return exchange.getMessage().getBody(JobtrainToken.Grant.class);
    }

    @Bean
    JobtrainCredentials jobtrainCredentials(RelayProperties relay) {
        return new JobtrainCredentials(relay.jobtrain());
    }

    /** The credentials as the Kamelets need them; they are no Kamelet properties, which would show in endpoints. */
    public record JobtrainCredentials(RelayProperties.Jobtrain jobtrain) {

        /** The fields of a token request; the Kamelet gives their names. */
        public String tokenForm(String clientIdField, String apiKeyField, String apiPasswordField) {
            return "grant_type=client_credentials&" + Form.field(clientIdField, clientId()) + "&"
                    + Form.field(apiKeyField, apiKey()) + "&" + Form.field(apiPasswordField, apiPassword());
        }

        public String clientId() {
            return jobtrain.clientId().reveal();
        }

        public String apiKey() {
            return jobtrain.apiKey().reveal();
        }

        public String apiPassword() {
            return jobtrain.apiPassword().reveal();
        }
    }
}
