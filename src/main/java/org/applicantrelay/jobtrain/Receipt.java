package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Jobtrain's answer to a create, as {@code routes/mapping/jobtrain-to-receipt.jslt} reads it.
 *
 * @param outcome what has happened
 * @param candidateId null where Jobtrain gave none
 * @param applicationId null where Jobtrain gave none
 * @param fields the fields that Jobtrain refused, without their values; null or empty unless refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Receipt(Outcome outcome, String candidateId, String applicationId, List<String> fields) {

    /** What a create came to. */
    public enum Outcome {
        CREATED,
        /** An earlier attempt has created it, and its answer was lost. */
        FOUND,
        ALREADY_APPLIED,
        JOB_GONE,
        /** Jobtrain does not know the address that the create was sent to. */
        PATH_UNKNOWN,
        REFUSED,
        /** An answer that the mapping does not know. */
        UNKNOWN
    }
}
