package org.applicantrelay.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.WebUtils;

/** What is answered while the route is still at work, cannot begin, or is not there: nothing is acknowledged. */
@RestControllerAdvice
@ConditionalOnProperty("relay.idibu.webhook.enabled")
class WebhookAdvice {

    @ExceptionHandler({AsyncRequestTimeoutException.class, RejectedExecutionException.class})
    ResponseEntity<String> unavailable() {
        return ResponseEntity.status(WebhookAnswer.UNAVAILABLE.status())
                .contentType(MediaType.TEXT_PLAIN)
                .body(WebhookAnswer.UNAVAILABLE.text());
    }

    /** A genuine event finds no route while the relay starts or stops; of a 404 the sender might make that it is gone. */
    @ExceptionHandler(NoResourceFoundException.class)
    ResponseEntity<String> noRoute(HttpServletRequest request, NoResourceFoundException thrown)
            throws NoResourceFoundException {
        if (WebUtils.getNativeRequest(request, SignedRequest.class) == null) {
            throw thrown;
        }
        return unavailable();
    }
}
