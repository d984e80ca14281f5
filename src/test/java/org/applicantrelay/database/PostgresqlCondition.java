package org.applicantrelay.database;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the PostgreSQL before Spring would start a context for it. */
class PostgresqlCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean needed = TestDatabase.isPostgresql()
                || context.getTestClass()
                        .filter(test -> AnnotationSupport.isAnnotated(test, PostgresqlTest.class))
                        .isPresent();
        if (!needed) {
            return ConditionEvaluationResult.enabled("on H2");
        }
        return RealParts.condition(
                PostgresqlServer.isAvailable(),
                "PostgreSQL could not be started; name a running one with"
                        + " -Drelay.test.database=jdbc:postgresql://host/database?user=...&password=... "
                        + PostgresqlServer.failure());
    }
}
