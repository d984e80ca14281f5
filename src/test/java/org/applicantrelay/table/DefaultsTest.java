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

class DefaultsTest {

    private static final Applicant.Defaults PACKAGED =
            new Applicant.Defaults("idibu", "of the setting", "of the setting", null, "cv");

    private final List<String> problems = new ArrayList<>();

    @Test
    void thePackagedTableIsSound() throws Exception {
        Defaults packaged = read(Files.readString(Path.of("routes", Defaults.PATH)));

        assertThat(packaged.of("of the setting")).isEqualTo(PACKAGED);
        assertThat(packaged.changed()).isEmpty();
        assertThat(packaged).hasToString("source, cvFileName");
        assertThat(problems).isEmpty();
    }

    @Test
    void itsExamplesAreSoundAndNameEveryDefault() throws Exception {
        Defaults all = read(Files.readString(Path.of("routes", Defaults.PATH)).replaceAll("(?m)^#(?=[a-z])", ""));

        assertThat(all.of("of the setting")).hasNoNullFieldsOrProperties();
        assertThat(all).hasToString("source, firstName, lastName, coverLetter, cvFileName");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "{}\n"})
    void whereALineIsMissingThePackagedOneCountsAndForANameTheSetting(String text) {
        assertThat(read(text).of("of the setting")).isEqualTo(PACKAGED);
        assertThat(problems).isEmpty();
    }

    @Test
    void aLineWinsOverThePackagedOneAndTheSetting() {
        Defaults defaults = read("source: NO\nlastName: 0123\n");

        assertThat(defaults.of("of the setting"))
                .isEqualTo(new Applicant.Defaults("NO", "of the setting", "0123", null, "cv"));
        assertThat(defaults.changed()).containsExactlyInAnyOrder("source", "lastName");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("email: a@example.org\n", "1: Nobody is given an address"),
                Arguments.of("fristName: X\n", "1: There is no default \"fristName\"; did you mean \"firstName\"?"),
                Arguments.of("telephone: X\n", "1: There is no default \"telephone\"; there is coverLetter,"),
                Arguments.of("defaults:\n  source: X\n", "1: There is no default \"defaults\""),
                Arguments.of("- source: X\n", "1: The file is a block of lines, such as source: idibu"),
                Arguments.of("source: X\nsource: Y\n", "2: \"source\" stands here for a second time, after line 1"),
                Arguments.of("source:\n", "1: \"source\" has no text to send"),
                Arguments.of("source: ' '\n", "1: \"source\" has no text to send"),
                Arguments.of("cvFileName: \"a\\tb\"\n", "1: \"cvFileName\" has no text to send"),
                Arguments.of("coverLetter: " + "X".repeat(201) + "\n", "1: \"coverLetter\" has no text to send"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongWhereItIs(String text, String problem) {
        read(text);

        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    private Defaults read(String text) {
        return Defaults.read(
                text.getBytes(StandardCharsets.UTF_8), (line, message) -> problems.add(line + ": " + message));
    }
}
