package org.applicantrelay.jobtrain;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the job map as sentences in place of a stack trace. */
class JobMapFailureAnalyzer extends AbstractFailureAnalyzer<JobMapException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, JobMapException cause) {
        return new FailureAnalysis(
                String.join(System.lineSeparator(), cause.problems()),
                "Correct the file in the folder of relay.routes, then start again.",
                cause);
    }
}
