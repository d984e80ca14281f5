package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.applicantrelay.application.JobKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The rules of the job match, their order, and that none guesses (idibu, quirk 14). */
@ExtendWith(OutputCaptureExtension.class)
class JobMapTest {

    private static final JobMap MAP = read("""
            references:
              MAPPED: 1
              CLIENT-MAPPED: 2
              J71: 3
            idibuJobs:
              33: 4
            suffixes:
              - '[-/]\\d+$'
              - '^\\d+-'
              - '#\\d+$'
              - '\\.x'
            """);

    private static final List<Job> JOBS = List.of(
            job("171", "J71"),
            job("172", "J712"),
            job("173", "SP1507-46"),
            job("174", "VTEST"),
            job("175", "CLIENT"),
            job("176", "TWICE"),
            job("177", "TWICE"),
            job("178", "CUT"),
            job("179", "CUT-1"),
            job("180", "WHOLE/1"),
            job("181", "WHOLE"),
            job("182", "  SPACED "),
            job("183", null));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Each rule
                "CLIENT-MAPPED, -, -, '2 by job map, client reference'",
                "-, -, MAPPED, '1 by job map, reference'",
                "CLIENT, -, -, 175 by client reference",
                "-, 33, -, '4 by job map, idibu job id'",
                "-, -, J712, 172 by reference",
                "-, -, SPACED, 182 by reference",
                "-, -, ' J712 ', 172 by reference",
                "-, -, SP1507-46/3, 173 in part by reference without [-/]\\d+$",
                "-, -, 219930-J712, 172 in part by reference without ^\\d+-",
                "-, -, VTEST#1, 174 in part by reference without #\\d+$",
                "-, -, 1-VTEST#1/3, 174 in part by reference without [-/]\\d+$ and ^\\d+- and #\\d+$",
                // The order: each rule before all that follow
                "CLIENT-MAPPED, 33, MAPPED, '2 by job map, client reference'",
                "CLIENT, 33, MAPPED, '1 by job map, reference'",
                "CLIENT, 33, J712, 175 by client reference",
                "UNKNOWN, 33, J712, '4 by job map, idibu job id'",
                "UNKNOWN, 34, J712, 172 by reference",
                "-, -, J71, '3 by job map, reference'",
                "-, -, WHOLE/1, 180 by reference",
                "-, -, SP1507-46, 173 by reference",
                // Never a guess
                "-, -, TWICE, '176, 177 by reference'",
                "TWICE, 33, J712, '176, 177 by client reference'",
                "-, -, TWICE/1, '176, 177 in part by reference without [-/]\\d+$'",
                "-, -, CUT-1-2, '178, 179 in part by reference without [-/]\\d+$'",
                "-, -, J7, -",
                "-, -, J7123, -",
                "-, -, j712, -",
                "-, -, J712-X, -",
                "-, -, J7/1, -",
                "-, -, /1, -",
                "-, -, X#1Y, -",
                "-, -, VT.xEST, -",
                "-, -, .xVTEST, 174 in part by reference without \\.x",
                "-, 3, -, -",
                "-, -, -, -"
            })
    void asksTheRulesInTheirOrder(String clientReference, String idibuJobId, String reference, String expected) {
        assertThat(find(MAP, new JobKeys(clientReference, idibuJobId, reference))
                        .map(found -> String.join(", ", found.jobIds()) + (found.whole() ? "" : " in part") + " by "
                                + found.rule()))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void anAmbiguousRuleMatchesNothing() {
        Optional<JobMap.Found> found = find(MAP, new JobKeys(null, null, "TWICE"));

        assertThat(found).isPresent();
        assertThat(found.flatMap(JobMap.Found::match)).isEmpty();
    }

    @Test
    void withoutSuffixesOnlyAWholeReferenceIsFound() {
        assertThat(find(new JobMap(Map.of(), Map.of(), List.of()), new JobKeys(null, null, "SP1507-46/3")))
                .isEmpty();
        assertThat(find(new JobMap(Map.of(), Map.of(), List.of()), new JobKeys(null, null, "J71")))
                .isPresent();
    }

    @Test
    void aReferenceTooLongForItsColumnIsNoneRatherThanCut() {
        String longest = "X".repeat(1000);

        assertThat(new JobKeys(longest + "Y", "1".repeat(101), longest + "Y")).isEqualTo(new JobKeys(null, null, null));
        assertThat(new JobKeys(longest, "1".repeat(100), longest).reference()).isEqualTo(longest);
        assertThat(job("1", longest + "Y").getReference()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1+1+)+$", "((1*)*)*X"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void passesOverASuffixThatWouldTakeForEver(String suffix, CapturedOutput output) {
        JobMap map = read("suffixes: ['" + suffix + "', '/\\d$']\n");

        assertThat(find(map, new JobKeys(null, null, "1".repeat(998) + "!"))).isEmpty();
        assertThat(output.getAll()).contains("The suffix " + suffix + " of the job map takes too long");
        assertThat(find(map, new JobKeys(null, null, "VTEST/3"))).isPresent();
    }

    private static Optional<JobMap.Found> find(JobMap map, JobKeys keys) {
        return map.find(keys, JobMapTest::with);
    }

    private static List<Job> with(Collection<String> references) {
        assertThat(references).isNotEmpty().doesNotContain("");
        return JOBS.stream()
                .filter(job -> job.getReference() != null && references.contains(job.getReference()))
                .toList();
    }

    private static Job job(String jobId, String reference) {
        return new Job(new JobList.Listed(jobId, reference, null), 1);
    }

    private static JobMap read(String text) {
        return JobMapReader.read(text.getBytes(StandardCharsets.UTF_8), (line, message) -> {
            throw new AssertionError(line + ": " + message);
        });
    }
}
