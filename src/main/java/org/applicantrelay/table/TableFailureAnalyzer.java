package org.applicantrelay.table;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with a table as sentences in place of a stack trace. */
class TableFailureAnalyzer extends AbstractFailureAnalyzer<TableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TableException cause) {
        return new FailureAnalysis(
                String.join(System.lineSeparator(), cause.problems()),
                "Correct the file in the folder of relay.routes, then start again.",
                cause);
    }
}
