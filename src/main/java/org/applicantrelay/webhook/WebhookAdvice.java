package org.applicantrelay.webhook;

import java.util.concurrent.RejectedExecutionException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/** What is answered while the route is still at work, or cannot begin: nothing is acknowledged. */
@RestControllerAdvice
@ConditionalOnProperty("relay.idibu.webhook.enabled")
class WebhookAdvice {

    @ExceptionHandler({AsyncRequestTimeoutException.class, RejectedExecutionException.class})
    ResponseEntity<String> unavailable() {
        return ResponseEntity.status(WebhookAnswer.UNAVAILABLE.status())
                .contentType(MediaType.TEXT_PLAIN)
                .body(WebhookAnswer.UNAVAILABLE.text());
    }
}
