package org.applicantrelay.table;

import java.util.List;

/** A table that the relay cannot start with; each problem is {@code file:line: what, how to mend}. */
public class TableException extends RuntimeException {

    private final transient List<String> problems;

    TableException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
