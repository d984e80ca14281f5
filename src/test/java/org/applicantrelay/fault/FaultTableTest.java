package org.applicantrelay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of codes is the table in the code. */
class FaultTableTest {

    private static final String BEGIN = "<!-- faults -->\n";
    private static final String END = "<!-- /faults -->";

    @Test
    void theReadmeShowsEveryFaultAsTheCodeHasIt() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .isEqualTo(table());
    }

    private static String table() {
        return Arrays.stream(Fault.values())
                .map(fault -> "| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                fault,
                                fault.failureClass().name().toLowerCase(Locale.ROOT),
                                then(fault),
                                fault.safeToRetry() ? "yes" : "no",
                                fault.advice()))
                .collect(Collectors.joining(
                        "", "| code | class | then | safe to retry | what to do |\n|---|---|---|---|---|\n", ""));
    }

    private static String then(Fault fault) {
        return switch (fault.handling()) {
            case RETRY -> "retried";
            case RETRY_SLOWLY -> "retried, in the slow lane";
            case RETRY_THEN_PARK -> "retried, then parked";
            case PARK -> "parked";
            case DEAD -> "dead";
        };
    }
}
