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
record Person(Set<String> trackIds, Set<String> emails) {

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    boolean isNamedIn(Mentions mentions) {
        return !Collections.disjoint(trackIds, mentions.trackIds()) || !Collections.disjoint(emails, mentions.emails());
    }

    @Override
    public String toString() {
        return "***";
    }
}
