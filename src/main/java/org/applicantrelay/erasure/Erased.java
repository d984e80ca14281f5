package org.applicantrelay.erasure;

import java.util.Map;
import java.util.UUID;

/**
 * What an erasure has removed here.
 *
 * @param id of the erasure, and of its certificate
 * @param removed how many of each kind, such as {@code applications}; only what there was
 */
public record Erased(UUID id, Map<String, Integer> removed) {

    /** Such as {@code 2 applications, 7 contents}; for a person of whom nothing was here, {@code nothing}. */
    public String inWords() {
        return Counts.inWords(removed);
    }
}
