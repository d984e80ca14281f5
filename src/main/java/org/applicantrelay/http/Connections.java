package org.applicantrelay.http;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection pool: its size is the budget of calls at once to a partner. It outlives the endpoints that share it: Camel
 * 4.17 (HttpEndpoint, doStop) closes the pool of an endpoint that is removed, and an edit of a route removes some.
 */
public final class Connections extends PoolingHttpClientConnectionManager {

    /** Of a bean: how it is closed indeed. */
    public static final String SHUT_DOWN = "shutDown";

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final Timeout SOCKET_TIMEOUT = Timeout.ofSeconds(30);

    private Connections(DnsResolver dns) {
        super(
                new DefaultHttpClientConnectionOperator(
                        null,
                        dns,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, DefaultClientTlsStrategy.createDefault())
                                .build()),
                null,
                null,
                null,
                null);
    }

    /** @param most calls at once; a further one waits */
    public static Connections pool(int most, DnsResolver dns) {
        Connections pool = new Connections(dns);
        pool.setMaxTotal(most);
        pool.setDefaultMaxPerRoute(most);
        pool.setDefaultSocketConfig(
                SocketConfig.custom().setSoTimeout(SOCKET_TIMEOUT).build());
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setSocketTimeout(SOCKET_TIMEOUT)
                .setTimeToLive(Timeout.of(Duration.ofMinutes(5)))
                .setValidateAfterInactivity(Timeout.ofSeconds(1))
                .build());
        return pool;
    }

    @Override
    public void close() {
        // Whoever closes it is one of several.
    }

    @Override
    public void close(CloseMode mode) {
        // The same.
    }

    /** When the relay stops. */
    public void shutDown() {
        super.close(CloseMode.GRACEFUL);
    }
}
