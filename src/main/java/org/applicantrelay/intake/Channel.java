package org.applicantrelay.intake;

import org.applicantrelay.content.Content;

/** The ways by which an applicant comes in. All three may bring the same one, in any order, at the same moment. */
public enum Channel {
    /** Polled; names everybody, so it is the safety net of the others. */
    LISTING("idibu's listing", Content.Kind.LISTING),
    /** Pushed; a pointer only. */
    WEBHOOK("idibu's webhook", Content.Kind.EVENT),
    /** Forwarded; brings the message, its files and the client's own job reference, but anyone can send one. */
    MAIL("a forwarded mail", Content.Kind.MAIL);

    private final String words;
    private final Content.Kind input;

    Channel(String words, Content.Kind input) {
        this.words = words;
        this.input = input;
    }

    /** As a timeline calls it. */
    String words() {
        return words;
    }

    /** As what its raw input is kept. */
    Content.Kind input() {
        return input;
    }
}
