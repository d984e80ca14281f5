package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.webhook.SignedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdibuEventTest {

    @Test
    void allFieldsAreRead() throws RelayException {
        IdibuEvent event = IdibuEvent.read(SignedEvent.form(SignedEvent.fields(33_139_609, 1)));

        assertThat(event)
                .isEqualTo(new IdibuEvent(
                        "6f9619ff-8b86-d011-b42d-000000000001",
                        "ApplicationReceived",
                        "602",
                        "17",
                        "33007724",
                        "SP1507-46/1",
                        "Pflegekraft für Zoë",
                        "333064639",
                        "33139609",
                        "ada+1@example.org",
                        "517",
                        "2026-11-24 09:30:00"));
        assertThat(event).hasToString("event of applicant 33139609");
    }

    @Test
    void everyTitleSurvivesBothSpellingsOfABlank() throws RelayException {
        for (int i = 0; i < 6; i++) {
            Map<String, String> fields = SignedEvent.fields(1, i);
            byte[] form = SignedEvent.form(fields);

            assertThat(IdibuEvent.read(form).jobTitle()).isEqualTo(fields.get("job_title"));
            assertThat(IdibuEvent.read(SignedEvent.withEscapedBlanks(form))).isEqualTo(IdibuEvent.read(form));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "type=A&job_title=a=b, a=b",
        "type=A&job_title=Zo\u00eb, Zo\u00eb",
        "&type=A&&job_title=x&, x",
        "type=A&job%5Ftitle=x, x",
        "type=A&job_title=%2B%26%3D, +&=",
        "type=A&unknown=%C3%A4&job_title=+x+, x"
    })
    void aFormMayBeSpeltSo(String form, String title) throws RelayException {
        assertThat(read(form).jobTitle()).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=A", "type=A&job_title", "type=A&job_title=", "type=A&job_title=+"})
    void whatIsEmptyIsAbsent(String form) throws RelayException {
        assertThat(read(form).jobTitle()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "type",
                "type=",
                "type=%20",
                "aptrack_id=1",
                "=A",
                "type=A&x=%",
                "type=A&x=%4",
                "type=A&x=%4&y=1",
                "type=A&x=%4G",
                "type=A&x=%-1",
                "type=A&%zz=1",
                "type=A&x=%E4",
                "type=A&x=%C3",
                "type=A&x=%ED%A0%80",
                "type=A&x=%C0%AF",
                "type=A&aptrack_id=1&aptrack_id=2",
                "type=A&aptrack_id=1&aptrack%5Fid=2",
                "<applicant><type>A</type></applicant>"
            })
    void anythingElseIsUnreadable(String form) {
        assertThatThrownBy(() -> read(form))
                .isInstanceOfSatisfying(
                        RelayException.class, e -> assertThat(e.fault()).isEqualTo(Fault.EVENT_UNREADABLE))
                .hasMessageNotContainingAny("%", "aptrack", "applicant");
    }

    @Test
    void bytesThatAreNotUtf8AreUnreadable() {
        assertThatThrownBy(() -> IdibuEvent.read("type=A&x=\u00e4".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("EVENT_UNREADABLE: it is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "ApplicationReceived, true",
        "ApplicationReceivedV2, true",
        "ApplicationReceivedV3, false",
        "applicationreceived, false",
        "PostFailed, false"
    })
    void twoTypesMeanAnApplicant(String type, boolean applicant) throws RelayException {
        assertThat(read("type=" + type).isOfApplicant()).isEqualTo(applicant);
    }

    private static IdibuEvent read(String form) throws RelayException {
        return IdibuEvent.read(form.getBytes(StandardCharsets.UTF_8));
    }
}
