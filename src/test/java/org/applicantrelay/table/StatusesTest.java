package org.applicantrelay.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.table.Statuses.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusesTest {

    private static final RelayException UNKNOWN_JOB = new RelayException(Fault.JOB_UNKNOWN, "reference R&D {code} $1");

    private final List<String> problems = new ArrayList<>();

    @Test
    void thePackagedTableTellsEveryStateInWhichAnApplicationEnds() throws Exception {
        Statuses packaged = read(Files.readString(Path.of("routes", Statuses.PATH)));

        assertThat(packaged).hasToString("statuses 4, messages 2");
        assertThat(packaged.of(ApplicationState.DELIVERED, null)).isEqualTo(new Told(true, null));
        assertThat(packaged.of(ApplicationState.DUPLICATE, null)).isEqualTo(new Told(true, null));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofEachFaultThePackagedTableTellsTheCodeWithItsDetail(Fault fault) {
        Statuses packaged = read("");

        for (ApplicationState state : List.of(ApplicationState.PARKED, ApplicationState.DEAD)) {
            assertThat(packaged.of(state, new RelayException(fault, "so"))).isEqualTo(new Told(false, fault + ": so"));
            assertThat(packaged.of(state, new RelayException(fault))).isEqualTo(new Told(false, fault.name()));
        }
    }

    @Test
    void whereALineIsMissingThePackagedOneCounts() {
        Statuses own = read("statuses:\n  DEAD: success\n");

        assertThat(own).hasToString("statuses 4, messages 2");
        assertThat(own.of(ApplicationState.DUPLICATE, null)).isEqualTo(new Told(true, null));
        assertThat(own.of(ApplicationState.DEAD, UNKNOWN_JOB)).isEqualTo(new Told(true, null));
    }

    @Test
    void itsExamplesAreSound() throws Exception {
        assertThat(read(Files.readString(Path.of("routes", Statuses.PATH)).replaceAll("(?m)^#  ", "  ")))
                .hasToString("statuses 5, messages 4");
        assertThat(problems).isEmpty();
    }

    @Test
    void aCodesLineComesBeforeItsStates() {
        Statuses statuses =
                read("statuses:\n  JOB_GONE: success\nmessages:\n  JOB_UNKNOWN: 'none'\n  PARKED: 'held'\n");

        assertThat(statuses.of(ApplicationState.PARKED, UNKNOWN_JOB)).isEqualTo(new Told(false, "none"));
        assertThat(statuses.of(ApplicationState.PARKED, new RelayException(Fault.JOB_AMBIGUOUS)))
                .isEqualTo(new Told(false, "held"));
        assertThat(statuses.of(ApplicationState.PARKED, new RelayException(Fault.JOB_GONE)))
                .isEqualTo(new Told(true, null));
        assertThat(statuses.of(ApplicationState.DEAD, new RelayException(Fault.DISCARDED)))
                .isEqualTo(new Told(false, "DISCARDED"));
    }

    @Test
    void placeholdersStandForWhatIsKnownAndWhatStandsThereIsTakenAsText() {
        assertThat(told("'{code}/{detail}/{reason}'", UNKNOWN_JOB))
                .isEqualTo("JOB_UNKNOWN/reference R&D {code} $1/JOB_UNKNOWN: reference R&D {code} $1");
        assertThat(told("'No job ({detail})'", new RelayException(Fault.JOB_UNKNOWN)))
                .isEqualTo("No job ()");
        assertThat(told("'{detail}'", new RelayException(Fault.JOB_UNKNOWN)))
                .as("fail needs a message")
                .isEqualTo("JOB_UNKNOWN");
    }

    @Test
    void aReapplicationMayBeToldAsAFailure() {
        assertThat(read("statuses:\n  DUPLICATE: fail\n").of(ApplicationState.DUPLICATE, null))
                .isEqualTo(new Told(false, "DUPLICATE"));
        assertThat(read("statuses:\n  DUPLICATE: fail\nmessages:\n  DUPLICATE: Has applied before\n")
                        .of(ApplicationState.DUPLICATE, null))
                .isEqualTo(new Told(false, "Has applied before"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "status:\n  DEAD: fail\n", "1: There is no section \"status\"; did you mean \"statuses\"?"),
                Arguments.of(
                        "statuses:\n  DEED: fail\n", "2: There is no state or code \"DEED\"; did you mean \"DEAD\"?"),
                Arguments.of(
                        "statuses:\n  WAITING: fail\n", "2: There is no state or code \"WAITING\"; take DELIVERED,"),
                Arguments.of("statuses:\n  ERASED: fail\n", "2: There is no state or code \"ERASED\""),
                Arguments.of(
                        "messages:\n  JOB_UNKNWN: X\n",
                        "2: There is no state or code \"JOB_UNKNWN\"; did you mean \"JOB_UNKNOWN\"?"),
                Arguments.of("statuses:\n  DEAD: failed\n", "2: idibu knows no such status; write success or fail."),
                Arguments.of("statuses:\n  DEAD: NO\n", "2: idibu knows no such status"),
                Arguments.of("statuses:\n  DEAD:\n", "2: idibu knows no such status"),
                Arguments.of("statuses:\n  DEAD: {status: fail}\n", "2: idibu knows no such status"),
                Arguments.of("statuses:\n  - DEAD: fail\n", "2: Below statuses: stands one state or code in a line"),
                Arguments.of("messages: X\n", "1: Below messages: stands one state or code in a line"),
                Arguments.of("messages:\n  DEAD: {reason}\n", "2: \"DEAD\" has no text to send; after the colon"),
                Arguments.of("messages:\n  DEAD: ''\n", "2: \"DEAD\" has no text to send"),
                Arguments.of("messages:\n  DEAD: '" + "X".repeat(301) + "'\n", "2: \"DEAD\" has no text to send"),
                Arguments.of(
                        "messages:\n  DEAD: '{reasons}'\n",
                        "2: Nothing stands in for {reasons}; did you mean \"reason\"?"),
                Arguments.of("messages:\n  DEAD: 'Dear {name}'\n", "2: Nothing stands in for {name}; there is code,"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongWhereItIs(String text, String problem) {
        read(text);

        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    private String told(String message, RelayException fault) {
        return read("messages:\n  PARKED: " + message + "\n")
                .of(ApplicationState.PARKED, fault)
                .message();
    }

    private Statuses read(String text) {
        return Statuses.read(
                text.getBytes(StandardCharsets.UTF_8), (line, message) -> problems.add(line + ": " + message));
    }
}
