package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobtrainAnswerTest {

    private static final String CREATE = "200 201 404 409 422";

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 404, 409, 422})
    void anExpectedAnswerPassesAsItIs(int code) throws Exception {
        String answer = "{\"candidateId\": 1}";

        assertThat(JobtrainAnswer.judge(answer, CREATE, code, null)).isSameAs(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "408, JOBTRAIN_UNAVAILABLE",
        "500, JOBTRAIN_UNAVAILABLE",
        "503, JOBTRAIN_UNAVAILABLE",
        ", JOBTRAIN_UNAVAILABLE",
        "429, JOBTRAIN_BUSY",
        "401, JOBTRAIN_CREDENTIALS",
        "403, JOBTRAIN_CREDENTIALS",
        "404, JOBTRAIN_PATH",
        "405, JOBTRAIN_PATH",
        "302, JOBTRAIN_PATH",
        "20, JOBTRAIN_UNREADABLE"
    })
    void anyOtherIsAFaultThatDoesNotQuoteIt(Integer code, Fault fault) {
        RelayException thrown = thrown("{\"email\": \"anna@example.org\", \"name\": \"Anna\"}", "200 201", code);

        assertThat(thrown.fault()).isEqualTo(fault);
        assertThat(thrown.getMessage()).contains("HTTP " + code).doesNotContain("Anna", "email");
    }

    @Test
    void aJobThatIsGoneIsNoUnknownAddress() {
        RelayException thrown = thrown("{\"code\": \"JOB_NOT_FOUND\"}", "200", 404);

        assertThat(thrown.fault()).isEqualTo(Fault.JOB_GONE);
    }

    @ParameterizedTest
    @CsvSource({"404", "405"})
    void aPageThatIsNotTheApisIsAnUnknownAddress(int code) {
        assertThat(thrown("<html>Not found</html>", CREATE + " 405", code).fault())
                .isEqualTo(Fault.JOBTRAIN_PATH);
    }

    @ParameterizedTest
    @CsvSource({"429, 120, PT2M", "503, 7, PT7S", "500, , "})
    void aPauseIsTakenFromTheAnswer(int code, String retryAfter, Duration pause) {
        RelayException thrown =
                catchThrowableOfType(RelayException.class, () -> JobtrainAnswer.judge("{}", CREATE, code, retryAfter));

        assertThat(thrown.retryAfter()).isEqualTo(pause);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "<html>Anna</html>", "{\"candidateId\": 1", "\"Anna\"", "17", "null"})
    void anExpectedAnswerThatIsNoJsonIsUnreadable(String answer) {
        RelayException thrown = thrown(answer, CREATE, 201);

        assertThat(thrown.fault()).isEqualTo(Fault.JOBTRAIN_UNREADABLE);
        assertThat(thrown.getMessage()).doesNotContain("Anna");
    }

    private static RelayException thrown(String answer, String expected, Integer code) {
        return catchThrowableOfType(RelayException.class, () -> JobtrainAnswer.judge(answer, expected, code, null));
    }

    @Test
    void aListAsTheAnswerPasses() throws Exception {
        assertThat(JobtrainAnswer.judge("[]", "200", 200, null)).isEqualTo("[]");
    }
}
