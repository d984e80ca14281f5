package org.applicantrelay.sandbox;

import java.util.Collection;
import java.util.stream.Collectors;

/** By which way idibu announces an applicant; an applicant may come by several. */
public enum Way {
    LISTING("listing"),
    WEBHOOK("webhook"),
    MAIL("mail");

    private final String text;

    Way(String text) {
        this.text = text;
    }

    /** As a person writes it: {@code listing, webhook}. */
    static String text(Collection<Way> ways) {
        return ways.stream().sorted().map(way -> way.text).collect(Collectors.joining(", "));
    }
}
