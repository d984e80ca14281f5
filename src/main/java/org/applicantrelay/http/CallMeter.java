package org.applicantrelay.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Counts and times one kind of calls to a partner, until the answer's headers have come, by their result. */
public final class CallMeter implements ExecChainHandler {

    /** How a call went. */
    enum Result {
        /** Below 400. */
        SUCCESS,
        /** 4xx. */
        REFUSED,
        /** 429. */
        BUSY,
        /** 5xx. */
        ERROR,
        /** No connection could be made. */
        UNREACHABLE,
        /** The connection broke, or no answer came in time. */
        BROKEN;

        static Result of(int status) {
            if (status == 429) {
                return BUSY;
            }
            return status < 400 ? SUCCESS : status < 500 ? REFUSED : ERROR;
        }
    }

    private final Map<Result, Timer> calls = new EnumMap<>(Result.class);

    /**
     * @param partner its label
     * @param kind {@code api} or {@code file}
     */
    public CallMeter(MeterRegistry meters, String partner, String kind) {
        for (Result result : Result.values()) {
            calls.put(
                    result,
                    Timer.builder("relay.partner.calls")
                            .description("Calls to a partner until its answer begins, by result")
                            .tag("partner", partner)
                            .tag("kind", kind)
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long started = System.nanoTime();
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            count(Result.of(answer.getCode()), started);
            return answer;
        } catch (IOException e) {
            count(PartnerHttp.neverSent(e) ? Result.UNREACHABLE : Result.BROKEN, started);
            throw e;
        }
    }

    private void count(Result result, long started) {
        calls.get(result).record(Duration.ofNanos(System.nanoTime() - started));
    }
}
