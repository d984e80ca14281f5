package org.applicantrelay.database;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** Tests use real servers; where a machine has none they are skipped, and with {@code CI=true} they fail. */
public final class RealParts {

    private RealParts() {}

    /** @param missing what is not there and what to do, in one sentence */
    public static ConditionEvaluationResult condition(boolean available, String missing) {
        return condition(available, missing, Boolean.parseBoolean(System.getenv("CI")));
    }

    static ConditionEvaluationResult condition(boolean available, String missing, boolean ci) {
        if (available) {
            return ConditionEvaluationResult.enabled("everything real is there");
        }
        if (ci) {
            throw new IllegalStateException(missing);
        }
        return ConditionEvaluationResult.disabled(missing);
    }
}
