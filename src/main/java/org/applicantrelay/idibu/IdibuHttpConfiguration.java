package org.applicantrelay.idibu;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.http.AllowedHosts;
import org.applicantrelay.http.CallMeter;
import org.applicantrelay.http.Connections;
import org.applicantrelay.http.PartnerHttp;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The HTTP side of idibu: one budget of connections for calls and files, and the account's credential. */
@Configuration(proxyBeanMethods = false)
class IdibuHttpConfiguration {

    /** Enough for a message of 20 MB: it is kept whole, and refused with a code of its own. */
    private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(32);

    @Bean
    AllowedHosts idibuHosts(RelayProperties relay) {
        return new AllowedHosts(
                Stream.concat(Stream.of(relay.idibu().baseUrl().getHost()), relay.idibu().fileHosts().stream()));
    }

    @Bean(destroyMethod = Connections.SHUT_DOWN)
    Connections idibuConnections(RelayProperties relay, AllowedHosts idibuHosts) {
        return Connections.pool(relay.idibu().maxConcurrent(), idibuHosts);
    }

    /**
     * Adds {@code hash} to the query of each request as it leaves. Camel never sees it: it drops an endpoint option of
     * that name, and a header would show in exchanges and exceptions.
     */
    @Bean
    PartnerHttp idibuHttp(RelayProperties relay, MeterRegistry meters) {
        String credential = "hash=" + URLEncoder.encode(relay.idibu().hash().reveal(), StandardCharsets.UTF_8);
        return new PartnerHttp(
                LARGEST_ANSWER,
                Fault.IDIBU_UNAVAILABLE,
                Fault.IDIBU_UNAVAILABLE,
                new CallMeter(meters, "idibu", "api")) {
            @Override
            public void configureHttpClient(HttpClientBuilder client) {
                super.configureHttpClient(client);
                client.addRequestInterceptorFirst((request, entity, context) -> addCredential(request, credential));
            }
        };
    }

    private static void addCredential(HttpRequest request, String credential) {
        String path = request.getPath();
        request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + credential);
    }
}
