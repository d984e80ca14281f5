package org.applicantrelay.jobtrain;

/**
 * The job that an applicant applies for.
 *
 * @param rule the rule that has found it, in words; null where an earlier attempt has
 */
public record JobMatch(String jobId, String rule) {

    static final String BY_REFERENCE = "reference";
    static final String BY_MAP = "job map, ";
    static final String BY_LINK = "job link, ";

    /** The one that an earlier attempt has found. */
    public static JobMatch earlier(String jobId) {
        return new JobMatch(jobId, null);
    }

    /** Whether Jobtrain's reference is idibu's, which needs no word. */
    public boolean isPlain() {
        return BY_REFERENCE.equals(rule);
    }

    /** Whether an operator has named it. */
    boolean isByLink() {
        return rule.startsWith(BY_LINK);
    }

    boolean isByMap() {
        return rule.startsWith(BY_MAP);
    }
}
