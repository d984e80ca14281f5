package org.applicantrelay.database;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for the PostgreSQL before Spring would start a context for it. */
class PostgresqlCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!TestDatabase.isPostgresql()) {
            return ConditionEvaluationResult.enabled("on H2");
        }
        return RealParts.condition(
                PostgresqlServer.isAvailable(),
                "PostgreSQL could not be started; name a running one with"
                        + " -Drelay.test.postgresql=jdbc:postgresql://host/database?user=...&password=... "
                        + PostgresqlServer.failure());
    }
}
