package org.applicantrelay.erasure;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/**
 * By what a person is known.
 *
 * @param trackIds idibu's ids of all applications
 * @param emails in lower case
 */
public record Person(Set<String> trackIds, Set<String> emails) {

    /** An address as it is compared. */
    public static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether one of both is among them. */
    public boolean isNamedIn(Mentions mentions) {
        return !Collections.disjoint(trackIds, mentions.trackIds()) || !Collections.disjoint(emails, mentions.emails());
    }

    @Override
    public String toString() {
        return "***";
    }
}
