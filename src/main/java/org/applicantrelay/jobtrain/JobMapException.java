package org.applicantrelay.jobtrain;

import java.util.List;

/** A job map that the relay cannot start with; each problem is {@code file:line: what, how to mend}. */
public class JobMapException extends RuntimeException {

    private final transient List<String> problems;

    JobMapException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
