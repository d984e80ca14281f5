package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobMapReaderTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void thePackagedMapIsSoundAndNamesNothing() throws Exception {
        assertThat(read(Files.readString(Path.of("routes/mapping/job-map.yaml"))))
                .hasToString("references 0, idibuJobs 0, suffixes 0");
        assertThat(problems).isEmpty();
    }

    @Test
    void itsExamplesAreSound() throws Exception {
        assertThat(read(Files.readString(Path.of("routes/mapping/job-map.yaml")).replaceAll("(?m)^#  ", "  ")))
                .hasToString("references 2, idibuJobs 1, suffixes 3");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "references:\nidibuJobs: {}\nsuffixes: []\n"})
    void anEmptyFileOrSectionNamesNothing(String text) {
        assertThat(read(text)).hasToString("references 0, idibuJobs 0, suffixes 0");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "NO", "1e3", "0x1F", "~", "null", "12:30:45", "2026-11-24", "'a: b'", "\u00e9"})
    void takesEveryTextAsItStands(String key) {
        JobMap map = read("references:\n  " + key + ": 0171\n");

        assertThat(problems).isEmpty();
        assertThat(map.find(new JobKeys(null, null, key.replace("'", "")), references -> List.of())
                        .flatMap(JobMap.Found::match))
                .contains(new JobMatch("0171", "job map, reference"));
    }

    @Test
    void takesAnEmptyKeyForNoReference() {
        assertThat(read("references: {}\n").find(new JobKeys(null, null, " "), references -> List.of()))
                .isEqualTo(Optional.empty());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("reference:\n  A: 1\n", "1: There is no section \"reference\""),
                Arguments.of("references:\n  A: 1\nreferences:\n  B: 2\n", "3: The section \"references\""),
                Arguments.of("? [a]\n: b\n", "1: There is no such section"),
                Arguments.of("- A: 1\n", "1: The file is a block of sections"),
                Arguments.of("references\n", "1: The file is a block of sections"),
                Arguments.of("references:\n  - A: 1\n", "2: Below references: stands one job in a line"),
                Arguments.of("idibuJobs: 33\n", "1: Below idibuJobs: stands one job in a line"),
                Arguments.of(
                        "references:\n  A: 1\n  B: 2\n  A: 3\n",
                        "4: \"A\" stands here for a second time, after line 2"),
                Arguments.of(
                        "references:\n  A: 1\n  ' A ': 3\n", "3: \"A\" stands here for a second time, after line 2"),
                Arguments.of("references:\n  '': 1\n", "2: What stands before the colon"),
                Arguments.of("references:\n  [A]: 1\n", "2: What stands before the colon"),
                Arguments.of("references:\n  A:\n", "2: \"A\" has no job id"),
                Arguments.of("references:\n  A: [1]\n", "2: \"A\" has no job id"),
                Arguments.of("references:\n  A: 1/../2\n", "2: \"A\" has no job id"),
                Arguments.of("references:\n  A: ..\n", "2: \"A\" has no job id"),
                Arguments.of("references:\n  A: ${exception}\n", "2: \"A\" has no job id"),
                Arguments.of("references:\n  A: " + "1".repeat(101) + "\n", "2: \"A\" has no job id"),
                Arguments.of("suffixes: '/\\d+$'\n", "1: Below suffixes: stands one regular expression in a line"),
                Arguments.of("suffixes:\n  - A: 1\n", "2: A suffix is a regular expression"),
                Arguments.of("suffixes:\n  - '['\n", "2: This is no regular expression: Unclosed character class"),
                Arguments.of("suffixes:\n  - '\\d*$'\n", "2: This suffix matches an empty text"),
                Arguments.of("suffixes:\n  - ''\n", "2: This suffix matches an empty text"),
                Arguments.of("references:\n\tA: 1\n", "2: This is not YAML"),
                Arguments.of("references:\n  A: '1\n", "3: This is not YAML"),
                Arguments.of("references:\n  A: 1\n---\nreferences:\n", "4: Only what stands above --- is read"),
                Arguments.of("references: &a\n  A: 1\nidibuJobs: *a\n", "3: This folder has no aliases"),
                Arguments.of("references:\n  A: 1\u0007\n", "2: YAML has no such control character"),
                Arguments.of("references: " + "[".repeat(50_000) + "\n", "1: The file is nested too deeply"),
                Arguments.of("#" + " ".repeat(TableReader.LARGEST), "1: The file is larger than 1 MB"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongWhereItIs(String text, String problem) {
        read(text);

        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    @Test
    void saysEverythingThatIsWrong() {
        read("references:\n  A:\n  B: x y\nsuffix: []\nsuffixes: ['(']\n");

        assertThat(problems).extracting(problem -> problem.substring(0, 2)).containsExactly("2:", "3:", "4:", "5:");
    }

    @Test
    void refusesAnotherEncoding() {
        JobMapReader.read("references:\n  \u00e9: 1\n".getBytes(StandardCharsets.ISO_8859_1), this::add);

        assertThat(problems).containsExactly("1: The file is not UTF-8; save it in that encoding.");
    }

    private JobMap read(String text) {
        return JobMapReader.read(text.getBytes(StandardCharsets.UTF_8), this::add);
    }

    private void add(int line, String message) {
        problems.add(line + ": " + message);
    }
}
