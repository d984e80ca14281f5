package org.applicantrelay.jobtrain;

/**
 * The job that an applicant applies for.
 *
 * @param rule the rule that has found it, in words
 */
public record JobMatch(String jobId, String rule) {

    static final String BY_REFERENCE = "reference";
    static final String BY_MAP = "job map, ";

    /** Whether Jobtrain's reference is idibu's, which needs no word. */
    public boolean isPlain() {
        return rule.equals(BY_REFERENCE);
    }

    boolean isByMap() {
        return rule.startsWith(BY_MAP);
    }
}
