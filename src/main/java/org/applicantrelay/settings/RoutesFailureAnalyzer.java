package org.applicantrelay.settings;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RuntimeCamelException;
import org.applicantrelay.logging.SecretMask;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which file of {@code routes/} cannot run, and why, in place of a stack trace. */
class RoutesFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        StringBuilder description = new StringBuilder("The routes cannot run.");
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof FailedToCreateRouteException route) {
                description.append(" Route ").append(route.getRouteId()).append(" cannot be made:");
            } else if (e.getCause() == null) {
                description.append(' ').append(SecretMask.mask(String.valueOf(e.getMessage())));
            }
        }
        return new FailureAnalysis(
                description.toString(), "Correct the file in the folder of relay.routes, then start again.", cause);
    }
}
