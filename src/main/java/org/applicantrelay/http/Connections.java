package org.applicantrelay.http;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/** Makes the connection pools: their size is the budget of calls at once to a partner. */
public final class Connections {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final Timeout SOCKET_TIMEOUT = Timeout.ofSeconds(30);

    private Connections() {}

    /** @param most calls at once; a further one waits */
    public static PoolingHttpClientConnectionManager pool(int most, DnsResolver dns) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setDnsResolver(dns)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(SOCKET_TIMEOUT).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setSocketTimeout(SOCKET_TIMEOUT)
                        .setTimeToLive(Timeout.of(Duration.ofMinutes(5)))
                        .setValidateAfterInactivity(Timeout.ofSeconds(1))
                        .build())
                .build();
    }
}
