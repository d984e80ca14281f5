package org.applicantrelay.webhook;

import java.util.Locale;
import java.util.stream.Stream;

/** All that a sender may be told: an HTTP status and a sentence, and nothing of what it sent. */
enum WebhookAnswer {
    ACCEPTED(200, "The event is accepted."),
    UNREADABLE(400, "The event cannot be read."),
    UNSIGNED(401, "The header authorization does not hold the signature of this body."),
    WRONG_ACCOUNT(403, "The event is of another account."),
    NOT_FOUND(404, "There is nothing here."),
    WRONG_METHOD(405, "Events are sent by POST."),
    TOO_SLOW(408, "The body took too long."),
    TOO_LARGE(413, "The body is too large."),
    WRONG_TYPE(415, "Events are sent as application/x-www-form-urlencoded."),
    /** Beyond everything foreseen. */
    FAILED(500, "The relay failed. Send the event again."),
    UNAVAILABLE(503, "The event could not be kept in time. Send it again."),
    /** An operator's pause. */
    PAUSED(503, "No events are taken now. Send it again.");

    private final int status;
    private final String text;

    WebhookAnswer(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The answer with that HTTP status; FAILED where there is none. */
    static WebhookAnswer of(int status) {
        return Stream.of(values())
                .filter(answer -> answer.status == status)
                .findFirst()
                .orElse(FAILED);
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    /** As metrics and logs call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
