package org.applicantrelay.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.springframework.util.unit.DataSize;

/**
 * What camel-http leaves open by default, closed for one partner: every answer is bounded in bytes and in time from
 * the first to the last byte, connection faults carry the partner's code, and nothing is repeated, redirected or
 * remembered by the client itself. The number of calls at once is the size of the connection pool given to the
 * endpoint beside it.
 */
public class PartnerHttp implements HttpClientConfigurer {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(45);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final long largestAnswer;
    private final Fault notSent;
    private final Fault failed;
    private final CallMeter calls;

    /**
     * @param largestAnswer of its answers, in bytes
     * @param notSent the fault when no connection could be made
     * @param failed the fault when it broke later
     * @param calls counts them
     */
    public PartnerHttp(DataSize largestAnswer, Fault notSent, Fault failed, CallMeter calls) {
        this.calls = calls;
        this.largestAnswer = largestAnswer.toBytes();
        this.notSent = notSent;
        this.failed = failed;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("calls", calls)
                .addExecInterceptorFirst("bounds", (ExecChainHandler) this::bound);
    }

    private ClassicHttpResponse bound(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            if (answer.getEntity() != null) {
                answer.setEntity(new BoundedEntity(
                        answer.getEntity(), largestAnswer, LONGEST_ANSWER, failed, scope.execRuntime::discardEndpoint));
            }
            return answer;
        } catch (RelayException e) {
            throw e;
        } catch (IOException e) {
            throw new RelayException(
                    neverSent(e) ? notSent : failed, e.getClass().getSimpleName());
        }
    }

    static boolean neverSent(IOException e) {
        return e instanceof HttpHostConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof ConnectionRequestTimeoutException
                || e instanceof UnknownHostException
                || e instanceof ConnectException;
    }

    /** The pause that the header Retry-After asks for, in seconds or until a date; null where it is missing or neither. */
    public static Duration pause(String retryAfter) {
        Duration pause = retryAfter == null ? null : asked(retryAfter.strip());
        if (pause == null || pause.isNegative()) {
            return null;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Duration asked(String retryAfter) {
        if (retryAfter.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from);
            return Duration.between(Instant.now(), until);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
