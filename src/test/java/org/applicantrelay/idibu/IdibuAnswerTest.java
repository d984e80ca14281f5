package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdibuAnswerTest {

    private static final String PAGE = """
            <?xml version="1.0" encoding="utf8"?>
            <idibu generator="idibu" version="1.0"><response><applicants>
            <applicant><id>1</id><status>failed</status></applicant>
            <applicant id="x"><id>2</id><status>success</status></applicant>
            <applicant
            ><id>3</id></applicant>
            </applicants><total>1234</total></response><status>success</status></idibu>
            """;

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void theCredentialIsRefusedForAllCalls(int code) {
        RelayException error = catchThrowableOfType(RelayException.class, () -> IdibuAnswer.judgeStatus(code, null));

        assertThat(error.fault()).isEqualTo(Fault.IDIBU_CREDENTIALS);
    }

    @Test
    void aSuccessfulAnswerPassesAsItIs() throws Exception {
        assertThat(judge(PAGE)).isSameAs(PAGE);
    }

    @Test
    void quirk5TheStatusCountsAndNotTheText() throws Exception {
        String answer = "<idibu><response><messsage>Status failed</messsage></response>\n<status> success </status>\n"
                + "</idibu>\r\n";

        assertThat(judge(answer)).isSameAs(answer);
    }

    @Test
    void quirk6AFailureWithHttp200IsAFailureAndItsTextTellsWhy() {
        RelayException refused =
                thrown("<idibu><response><messsage>Wrong  hash,\nanna@example.org</messsage></response>"
                        + "<status>failed</status></idibu>");

        assertThat(refused.fault()).isEqualTo(Fault.IDIBU_REFUSED);
        assertThat(refused).hasMessage("IDIBU_REFUSED: Wrong hash, ***@***");
    }

    @Test
    void aFailureWithoutTextIsAFailure() {
        assertThat(thrown("<idibu><response/><status>failed</status></idibu>")).hasMessage("IDIBU_REFUSED");
    }

    @Test
    void theStatusOfACandidateIsNotTheAnswers() {
        String failed = "<idibu><response><applicant><status>success</status></applicant></response>"
                + "<status>failed</status></idibu>";

        assertThat(thrown(failed).fault()).isEqualTo(Fault.IDIBU_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Service page</html>",
                "<idibu><response><applicant><status>success</status>",
                "<idibu><response></response><status>success</status>",
                "<idibu><response></response><status>unknown</status></idibu>",
                "<idibu><response></response></idibu>"
            })
    @NullSource
    void anAnswerCutShortOrOfAnotherKindIsUnreadable(String answer) {
        assertThat(thrown(answer).fault()).isEqualTo(Fault.IDIBU_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 599})
    void idibusOwnErrorsAskForAPause(int code) {
        RelayException error = catchThrowableOfType(RelayException.class, () -> IdibuAnswer.judgeStatus(code, "120"));

        assertThat(error.fault()).isEqualTo(Fault.IDIBU_UNAVAILABLE);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(error).hasMessage("IDIBU_UNAVAILABLE: HTTP " + code);
    }

    @Test
    void noStatusCodeAtAllIsAnError() {
        RelayException error = catchThrowableOfType(RelayException.class, () -> IdibuAnswer.judgeStatus(null, null));

        assertThat(error.fault()).isEqualTo(Fault.IDIBU_UNAVAILABLE);
        assertThat(error.retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404})
    void anyOtherCodeIsARefusal(int code) {
        RelayException error = catchThrowableOfType(RelayException.class, () -> IdibuAnswer.judgeStatus(code, null));

        assertThat(error.fault()).isEqualTo(Fault.IDIBU_REFUSED);
        assertThat(error).hasMessage("IDIBU_REFUSED: HTTP " + code);
    }

    @Test
    void countsTheApplicantsOfAPageAndReadsTheirTotal() throws Exception {
        assertThat(IdibuAnswer.count(PAGE)).isEqualTo(3);
        assertThat(IdibuAnswer.total(PAGE)).isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<applicants/>", "<applicants />", "<applicants></applicants>", "<applicants>\n</applicants>\n"})
    void quirk7AnEmptyListHasATotalToo(String applicants) throws Exception {
        String page =
                "<idibu><response>" + applicants + "<total> 0 </total></response><status>success</status></idibu>";

        assertThat(IdibuAnswer.count(page)).isZero();
        assertThat(IdibuAnswer.total(page)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<idibu><response><applicants/></response></idibu>",
                "<applicants><applicant><total>3</total></applicant></applicants>",
                "<applicants/><total>99999999999</total>"
            })
    void aListWithoutATotalIsUnreadable(String page) {
        assertThat(catchThrowableOfType(RelayException.class, () -> IdibuAnswer.total(page))
                        .fault())
                .isEqualTo(Fault.LISTING_UNREADABLE);
    }

    private static String judge(String answer) throws RelayException {
        return IdibuAnswer.judge(answer, Fault.IDIBU_UNREADABLE.name());
    }

    private static RelayException thrown(String answer) {
        return catchThrowableOfType(RelayException.class, () -> judge(answer));
    }
}
