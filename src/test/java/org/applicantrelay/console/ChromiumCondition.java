package org.applicantrelay.console;

import org.applicantrelay.database.RealParts;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for Chromium before a relay is started for it. */
class ChromiumCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealParts.condition(
                Browser.isThere(),
                "There is no /usr/bin/chromium and /usr/bin/chromedriver: install Debian's packages chromium and"
                        + " chromium-driver");
    }
}
