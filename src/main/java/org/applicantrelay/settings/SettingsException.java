package org.applicantrelay.settings;

import java.util.List;

/** Settings that the relay cannot start with; each problem is one sentence that names the setting and the mend. */
public class SettingsException extends RuntimeException {

    private final transient List<String> problems;

    public SettingsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
