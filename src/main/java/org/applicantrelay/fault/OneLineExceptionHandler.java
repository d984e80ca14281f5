package org.applicantrelay.fault;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For endpoints whose exchange failed beyond every error handler: one line in the log in place of a stack trace. */
public class OneLineExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OneLineExceptionHandler.class);

    private final LogThrottle lines = new LogThrottle(Duration.ofSeconds(10));

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
        // While the database is down each hint fails: once in a while is enough.
        if (lines.count(line).isPresent()) {
            LOG.error(line);
        }
    }
}
