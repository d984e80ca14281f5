package org.applicantrelay.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For endpoints whose exchange failed beyond every error handler: one line in the log in place of a stack trace. */
public class OneLineExceptionHandler implements ExceptionHandler {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(OneLineExceptionHandler.class);

    private final Map<String, Instant> lastSaid = new ConcurrentHashMap<>();

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        String line = "%s broke off and begins again by itself: %s"
                .formatted(
                        exchange == null ? "A route" : exchange.getFromRouteId(),
                        Faults.of(exception).getMessage());
        Instant now = Instant.now();
        // While the database is down each hint fails: once in a while is enough.
        Instant said = lastSaid.compute(
                line, (same, last) -> last == null || last.plus(PAUSE).isBefore(now) ? now : last);
        if (said.equals(now)) {
            LOG.error(line);
        }
    }
}
