package org.applicantrelay.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * For answers that could not be written: the sender has left, or was told in the meantime to send the event again. It
 * does so by itself, and is counted as such, so that Camel's stack trace is left out.
 */
@Component
public class LateAnswers implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);

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
        LOG.debug(
                "The sender of an event did not get its answer: {}",
                exception.getClass().getSimpleName());
    }
}
