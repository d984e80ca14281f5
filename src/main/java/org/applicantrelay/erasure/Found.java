package org.applicantrelay.erasure;

import java.util.Set;
import java.util.UUID;

/**
 * What is here of a person.
 *
 * @param applications ids; those that are erased but have contents are some of them
 * @param letters ids of dead letters with an input that names the person
 */
record Found(Set<UUID> applications, Set<UUID> letters) {

    boolean isNothing() {
        return applications.isEmpty() && letters.isEmpty();
    }
}
