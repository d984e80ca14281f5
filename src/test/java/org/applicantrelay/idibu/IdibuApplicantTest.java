package org.applicantrelay.idibu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The typed model of idibu's list and detail; quirks by their numbers in the partner document. */
class IdibuApplicantTest {

    private final IdibuXmlMapper mapper = new IdibuXmlMapper();

    @Test
    void readsAnApplicantOfTheList() throws Exception {
        IdibuApplicant applicant = read("""
                <applicant>
                <id>33139609</id><email>anna@example.org</email><parsed_email>anna.parsed@example.org</parsed_email>
                <name>Anna Example</name><job><id>33007724</id><reference>SP1507-46</reference></job>
                <portal-id>517</portal-id><portal-name>Reed</portal-name><date>2026-11-21 08:00:00</date><rank/>
                <status>New</status>
                <files><file><name>121784969.doc</name><link>https://files.idibu.com/a?b=1&amp;c=2</link></file></files>
                </applicant>""");

        assertThat(applicant.id()).isEqualTo("33139609");
        assertThat(applicant.email()).isEqualTo("anna@example.org");
        assertThat(applicant.parsedEmail()).isEqualTo("anna.parsed@example.org");
        assertThat(applicant.jobReference()).isEqualTo("SP1507-46");
        assertThat(applicant.portalId()).isEqualTo("517");
        assertThat(applicant.portalName()).isEqualTo("Reed");
        assertThat(applicant.filesOrNone())
                .containsExactly(new IdibuApplicant.File("121784969.doc", "https://files.idibu.com/a?b=1&c=2"));
    }

    @Test
    void quirk1ReadsTheUnregisteredEncodingName() throws Exception {
        String xml =
                "<?xml version=\"1.0\" encoding=\"utf8\"?><idibu><response><name>Zo\u00eb</name></response></idibu>";

        assertThat(mapper.readValue(xml, IdibuApplicant.Detail.class).response().name())
                .isEqualTo("Zo\u00eb");
    }

    @Test
    void quirk7TakesEmptyAndMissingElementsAsAbsent() throws Exception {
        IdibuApplicant applicant = read(
                "<applicant><id>1</id><email/><name></name><rank/><files/><message/><portal-name/><job/></applicant>");

        assertThat(applicant.email()).isNull();
        assertThat(applicant.name()).isNull();
        assertThat(applicant.portalName()).isNull();
        assertThat(applicant.filesOrNone()).isEmpty();
        assertThat(applicant.message()).isNull();
        assertThat(applicant.jobReference()).isNull();
        assertThat(read("<applicant><id>1</id><files>\n</files><job>\n</job></applicant>")
                        .filesOrNone())
                .isEmpty();
    }

    @Test
    void quirk11ReadsTheSameFactsFromTheDetail() throws Exception {
        IdibuApplicant applicant =
                mapper.readValue("""
                        <idibu generator="idibu" version="1.0"><response><id>2</id><email>bo@example.org</email>
                        <message><subject>CV</subject><html>&lt;p&gt;Hello&lt;/p&gt;</html><text>Hello</text></message>
                        <portal><id>517</id><name>Reed</name></portal>
                        <parsed><successful>yes</successful><email>bo2@example.org</email></parsed>
                        </response><status>success</status></idibu>""", IdibuApplicant.Detail.class).response();

        assertThat(applicant.portalId()).isEqualTo("517");
        assertThat(applicant.portalName()).isEqualTo("Reed");
        assertThat(applicant.parsedEmail()).isEqualTo("bo2@example.org");
        assertThat(applicant.message())
                .isEqualTo(new IdibuApplicant.Message("CV", "<p>Hello</p>", "Hello", null, null, null));
    }

    @Test
    void takesNoWhiteSpaceForPartOfAnIdOrAReference() throws Exception {
        IdibuApplicant applicant =
                read("<applicant><id>\n 1002 \n</id><job><reference> J71\n</reference></job></applicant>");

        assertThat(applicant.id()).isEqualTo("1002");
        assertThat(applicant.jobReference()).isEqualTo("J71");
    }

    @Test
    void refusesADtd() {
        assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY b 'c'>]><applicant><id>&b;</id></applicant>"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void quirk4ReadsTheMessageThatHoldsAnotherAndAllThatStandsInside() throws Exception {
        IdibuApplicant applicant = detail("""
                <message><message><subject>CV</subject><html/><text>Dear team,
                hello</text></message>
                <portal><id>517</id><name>Reed</name></portal><status>New</status>
                <files><file><name>121784969.doc</name><link>https://files.idibu.com/a</link></file></files>
                </message>""");

        assertThat(applicant.message().subject()).isEqualTo("CV");
        assertThat(applicant.message().text()).isEqualTo("Dear team,\nhello");
        assertThat(applicant.portalId()).isEqualTo("517");
        assertThat(applicant.portalName()).isEqualTo("Reed");
        assertThat(applicant.filesOrNone())
                .containsExactly(new IdibuApplicant.File("121784969.doc", "https://files.idibu.com/a"));
    }

    @Test
    void quirk4ReadsAMessageThatIsPlainText() throws Exception {
        IdibuApplicant inner = detail("<message><subject>CV</subject><message>Dear team</message></message>");
        assertThat(inner.message().subject()).isEqualTo("CV");
        assertThat(inner.message().text()).isEqualTo("Dear team");
        assertThat(inner.filesOrNone()).isEmpty();

        assertThat(detail("<message>Dear team</message>").message().text()).isEqualTo("Dear team");
        assertThat(detail("<message>\n</message>").message()).isNull();
        assertThat(detail("<message><message/><files/></message>").message().text())
                .isNull();
    }

    @Test
    void quirk17KnowsTheAddressOfADeletedPerson() throws Exception {
        assertThat(read("<applicant><id>1</id><email>Deleted@idibu.com</email></applicant>")
                        .isDeleted())
                .isTrue();
        assertThat(read("<applicant><id>1</id><email>undeleted@idibu.com</email></applicant>")
                        .isDeleted())
                .isFalse();
        assertThat(read("<applicant><id>1</id></applicant>").isDeleted()).isFalse();
    }

    @Test
    void printsNoPersonalData() throws Exception {
        assertThat(read("<applicant><id>7</id><email>anna@example.org</email></applicant>"))
                .hasToString("applicant 7");
    }

    private IdibuApplicant read(String xml) throws JsonProcessingException {
        return mapper.readValue(xml, IdibuApplicant.class);
    }

    private IdibuApplicant detail(String response) throws JsonProcessingException {
        return mapper.readValue("<idibu><response>" + response + "</response></idibu>", IdibuApplicant.Detail.class)
                .response();
    }
}
