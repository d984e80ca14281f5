package org.applicantrelay.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalsTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void thePackagedTableIsSoundAndNamesNothing() throws Exception {
        assertThat(read(Files.readString(Path.of("routes", Portals.PATH)))).hasToString("ids 0, names 0");
        assertThat(problems).isEmpty();
    }

    @Test
    void itsExamplesAreSound() throws Exception {
        assertThat(read(Files.readString(Path.of("routes", Portals.PATH)).replaceAll("(?m)^#  ", "  ")))
                .hasToString("ids 2, names 2");
        assertThat(problems).isEmpty();
    }

    @Test
    void theIdComesBeforeTheName() {
        Portals portals = read("names:\n  Reed: by name\nids:\n  517: by id\n");

        assertThat(source(portals, "517", "Reed")).isEqualTo("by id");
        assertThat(source(portals, "33", "Reed")).isEqualTo("by name");
        assertThat(source(portals, null, "Reed")).isEqualTo("by name");
        assertThat(source(portals, "517", null)).isEqualTo("by id");
        assertThat(source(portals, "33", "reed")).isNull();
        assertThat(source(portals, null, null)).isNull();
        assertThat(portals.source(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "NO", "1e3", "0x1F", "~", "null", "12:30:45", "2026-11-24", "'a: b'", "\u00e9"})
    void takesEveryTextAsItStands(String text) {
        String plain = text.replace("'", "");

        assertThat(source(read("ids:\n  " + text + ": " + text + "\n"), plain, null))
                .isEqualTo(plain);
        assertThat(problems).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("id:\n  517: X\n", "1: There is no section \"id\"; did you mean \"ids\"?"),
                Arguments.of("sources:\n  517: X\n", "1: There is no section \"sources\"; there is ids, names."),
                Arguments.of("517: X\n", "1: There is no section \"517\""),
                Arguments.of("- 517: X\n", "1: The file is a block of sections; begin it with ids: and no dash."),
                Arguments.of("ids:\n  - 517: X\n", "2: Below ids: stands one portal in a line, such as 517: LinkedIn"),
                Arguments.of("names: X\n", "1: Below names: stands one portal in a line"),
                Arguments.of("ids:\n  517: X\n  '517': Y\n", "3: \"517\" stands here for a second time, after line 2"),
                Arguments.of("ids:\n  517:\n", "2: \"517\" has no text to send"),
                Arguments.of("ids:\n  517: [X]\n", "2: \"517\" has no text to send"),
                Arguments.of("ids:\n  517: {name: X}\n", "2: \"517\" has no text to send"),
                Arguments.of("ids:\n  517: |\n    X\n    Y\n", "2: \"517\" has no text to send"),
                Arguments.of("ids:\n  517: \"\\ud83d\"\n", "2: \"517\" has no text to send"),
                Arguments.of("ids:\n  517: " + "X".repeat(101) + "\n", "2: \"517\" has no text to send"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongWhereItIs(String text, String problem) {
        read(text);

        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    private static String source(Portals portals, String id, String name) {
        return portals.source(new Applicant.Portal(id, name));
    }

    private Portals read(String text) {
        return Portals.read(
                text.getBytes(StandardCharsets.UTF_8), (line, message) -> problems.add(line + ": " + message));
    }
}
