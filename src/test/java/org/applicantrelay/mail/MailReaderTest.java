package org.applicantrelay.mail;

import static org.applicantrelay.mail.Files.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final String TRACK = "X-iTrackID: 7";
    private static final String LETTER = lines("Content-Type: text/plain; charset=utf-8", "", "Dear team");
    private static final String LETTER_IN_HTML = lines("Content-Type: text/html", "", "<p>Dear team</p>");
    private static final String CV = file("cv.pdf", "%PDF-1.4 cv");

    private final Files files = new Files();

    @Test
    void aPlainMailIsALetter() throws Exception {
        ReadMail mail = files.read(TRACK, "Subject: =?utf-8?Q?Bewerbung_f=C3=BCr?= J71", "", "Dear team", "", "Ada");

        assertThat(mail.subject()).isEqualTo("Bewerbung f\u00fcr J71");
        assertThat(mail.text()).isEqualTo("Dear team\n\nAda\n");
        assertThat(mail.html()).isNull();
        assertThat(mail.files()).isZero();
        assertThat(mail.trackIds()).containsExactly("7");
        assertThat(mail.oddities()).isEmpty();
    }

    @Test
    void quirk22AnyTreeIsWalkedWhole() throws Exception {
        ReadMail mail = files.read(
                TRACK,
                multipart(
                        "mixed",
                        multipart(
                                "signed",
                                multipart(
                                        "alternative",
                                        LETTER,
                                        multipart("related", LETTER_IN_HTML, image("inline", "<a>"))),
                                part("application/pkcs7-signature; name=smime.p7s", null, "signature")),
                        CV,
                        multipart("mixed", file("certificate.pdf", "%PDF certificate")),
                        part("text/calendar; method=REQUEST", null, "BEGIN:VCALENDAR"),
                        part("message/delivery-status", null, "Status: 5.1.1")));

        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(mail.html()).isEqualTo("<p>Dear team</p>");
        assertThat(mail.files()).isEqualTo(5);
        assertThat(files.names())
                .containsExactly("smime.p7s", "cv.pdf", "certificate.pdf", "attachment-4.ics", "attachment-5");
        assertThat(files.text("cv.pdf")).isEqualTo("%PDF-1.4 cv");
        assertThat(mail.oddities()).isEmpty();
    }

    @Test
    void theFirstTextThatIsNotBlankIsTheLetter() throws Exception {
        ReadMail mail = files.read(
                TRACK,
                multipart(
                        "mixed",
                        part("text/plain", null, "  "),
                        part("text/plain", "attachment", "not this one"),
                        part("text/plain; name=notes.txt", null, "nor this one"),
                        part("text/plain", "inline", "Dear team"),
                        part("text/plain", null, "Sent from my phone")));

        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("attachment-1.txt", "notes.txt");
        assertThat(mail.oddities()).containsExactly("more than one text");
    }

    @Test
    void aMailThatIsAFileHasNoLetter() throws Exception {
        ReadMail mail = files.read(TRACK, part("application/pdf", null, "%PDF-1.4"));

        assertThat(mail.text()).isNull();
        assertThat(files.names()).containsExactly("attachment-1.pdf");
    }

    @Test
    void anEmptyMailAndEmptyPartsSayNothing() throws Exception {
        assertThat(files.read(new byte[0]).trackIds()).isEmpty();
        assertThat(files.read(TRACK).track().trackId()).isEqualTo("7");

        ReadMail mail = files.read(TRACK, multipart("mixed", part("text/plain", null, ""), file("cv.pdf", "")));

        assertThat(mail.text()).isNull();
        assertThat(mail.files()).isZero();
        assertThat(mail.oddities()).containsExactly("an empty file");
    }

    @ParameterizedTest
    @CsvSource({
        "related, inline, <a>, false",
        "related, inline, , false",
        "related, , <a>, false",
        "related, , , true",
        "related, attachment, <a>, true",
        "mixed, inline, <a>, false",
        "mixed, inline, , true",
        "mixed, , <a>, true",
        "mixed, attachment, <a>, true"
    })
    void anImageOfTheTextIsLeftOutAndAnyOtherKept(String container, String disposition, String id, boolean kept)
            throws Exception {
        ReadMail mail =
                files.read(TRACK, multipart("mixed", multipart(container, LETTER_IN_HTML, image(disposition, id)), CV));

        assertThat(mail.files()).isEqualTo(kept ? 2 : 1);
        assertThat(files.names()).contains("cv.pdf");
    }

    @Test
    void onlyImagesAreEverLeftOut() throws Exception {
        files.read(
                TRACK,
                multipart("related", LETTER_IN_HTML, part("application/pdf\r\nContent-ID: <a>", "inline", "%PDF")));

        assertThat(files.names()).containsExactly("attachment-1.pdf");
    }

    @Test
    void aMailForwardedAsAttachmentIsOpened() throws Exception {
        String applicant =
                lines(TRACK, "X-iTrackID-ClientReference: V-7", "Subject: J71", multipart("mixed", LETTER, CV));
        ReadMail mail = files.read(
                "Subject: Fwd: J71", multipart("mixed", part("text/plain", null, "See below"), message(applicant)));

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.track().clientReference()).isEqualTo("V-7");
        assertThat(mail.trackIds()).containsExactly("7");
        assertThat(mail.subject()).isEqualTo("J71");
        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("cv.pdf");
    }

    @Test
    void theLetterIsTheCandidatesOwnWhereIdibusHeadersStandAroundIt() throws Exception {
        ReadMail mail = files.read(
                TRACK,
                "Subject: J71",
                multipart("mixed", message(multipart("mixed", LETTER, CV)), message(lines("", "Another letter"))));

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("cv.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "base64", "quoted-printable"})
    void howeverDeepAndEncodedItIsForwarded(String encoding) throws Exception {
        String applicant = lines(TRACK, "Subject: J71", multipart("mixed", LETTER, CV));
        String forwarded = applicant;
        for (int i = 0; i < 4; i++) {
            String type = i % 2 == 0 ? "message/rfc822" : "message/global";
            forwarded = lines(
                    "Subject: Fwd",
                    multipart("mixed", encoded(type, encoding, forwarded), file("note " + i + ".txt", "n")));
        }
        ReadMail mail = files.read(forwarded);

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("cv.pdf", "note 0.txt", "note 1.txt", "note 2.txt", "note 3.txt");
        assertThat(files.text("cv.pdf")).isEqualTo("%PDF-1.4 cv");
    }

    @Test
    void aDigestHoldsMessagesWithoutSayingSo() throws Exception {
        ReadMail mail = files.read(multipart("digest", lines("", TRACK, "", "Dear team")));

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.text()).isEqualTo("Dear team");
    }

    @Test
    void theOutermostTrackIdWinsOverAnyNestedOne() throws Exception {
        ReadMail mail = files.read(
                TRACK,
                "Subject: outer",
                multipart(
                        "mixed",
                        LETTER,
                        message(lines("X-iTrackID: 8", "Content-Type: text/plain; charset=bogus", "", "Another"))));

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.trackIds()).containsExactly("7");
        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(mail.oddities()).isEmpty();
    }

    @Test
    void twoNestedTrackIdsAreAmbiguousAndTheSameOneTwiceIsNot() throws Exception {
        String seven = message(lines(TRACK, "X-iTrackID-JobID: 6", "Subject: J71", "", "Dear team"));
        String eight = message(lines("X-iTrackID: 8", "", "Dear other team"));
        String note = part("text/plain", null, "Two for you");

        ReadMail two = files.read("Subject: Fwd", multipart("mixed", note, seven, eight, seven));
        assertThat(two.track().trackId()).isNull();
        assertThat(two.track().job()).isNull();
        assertThat(two.trackIds()).containsExactly("7", "8");
        assertThat(two.subject()).isEqualTo("Fwd");
        assertThat(two.text()).isEqualTo("Two for you");

        ReadMail one = files.read("Subject: Fwd", multipart("mixed", note, seven, seven));
        assertThat(one.track().trackId()).isEqualTo("7");
        assertThat(one.text()).isEqualTo("Dear team");
    }

    @Test
    void aMailWithoutATrackIdKeepsItsOwnText() throws Exception {
        ReadMail mail = files.read(
                "Subject: Hello", multipart("mixed", LETTER, message(lines("Subject: inner", "", "Inner")), CV));

        assertThat(mail.track().trackId()).isNull();
        assertThat(mail.trackIds()).isEmpty();
        assertThat(mail.subject()).isEqualTo("Hello");
        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("cv.pdf");
    }

    @Test
    void theHeadIsALookThatReadsNoFurtherThanItMust() throws Exception {
        List<Integer> read = new ArrayList<>();
        byte[] named =
                Files.bytes(TRACK, "Subject: J71", multipart("mixed", LETTER, file("cv.pdf", "x".repeat(100_000))));
        ReadMail mail = MailReader.head(new ByteArrayInputStream(named) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                int count = super.read(buffer, offset, length);
                read.add(count);
                return count;
            }
        });

        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(mail.subject()).isEqualTo("J71");
        assertThat(mail.text()).isNull();
        assertThat(read.stream().mapToInt(count -> count).sum()).isLessThan(10_000);

        byte[] attached = Files.bytes(multipart("mixed", CV, message(lines(TRACK, "", "Dear team"))));
        assertThat(MailReader.head(new ByteArrayInputStream(attached)).track().trackId())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "utf-8, utf-8",
                "windows-1252, windows-1252",
                "iso-8859-1, windows-1252",
                "iso-8859-15, iso-8859-15",
                "utf-16le, utf-16le",
                "utf-8, windows-1252",
                "us-ascii, utf-8",
                "us-ascii, windows-1252",
                "bogus, utf-8",
                "bogus, windows-1252",
                "'\"bogus charset! \u00e9', utf-8",
                "'us-ascii (as if)', windows-1252",
                "-, utf-8",
                "-, windows-1252"
            })
    void aTextIsReadWhateverItsCharsetIsCalled(String declared, String real) throws Exception {
        String type = declared == null ? "text/plain" : "text/plain; charset=" + declared;
        String text = real.equals("iso-8859-15") ? "Caf\u00e9 \u20ac" : "Caf\u00e9 \u2013 d\u00e9j\u00e0";
        byte[] encoded = Base64.getEncoder().encode(text.getBytes(Charset.forName(real)));

        ReadMail mail = files.read(
                TRACK,
                "Content-Type: " + type,
                "Content-Transfer-Encoding: base64",
                "",
                new String(encoded, StandardCharsets.US_ASCII));

        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.oddities())
                .isEqualTo(declared != null && declared.contains("bogus") ? List.of("an unknown charset") : List.of());
    }

    @Test
    void oneBrokenByteDoesNotMakeNonsenseOfAUtf8Text() throws Exception {
        byte[] text = Files.bytes(TRACK, "Content-Type: text/plain; charset=utf-8", "", "d\u00e9j\u00e0 vu ?");
        text[text.length - 3] = (byte) 0xe9;

        assertThat(files.read(text).text()).isEqualTo("d\u00e9j\u00e0 vu \ufffd\n");
    }

    @Test
    void aTextHasNoControlCharactersAndAnEnd() throws Exception {
        assertThat(files.read(TRACK, "", "\ufeffa\u0000b\u001b[1mc\u000bd\re\tf")
                        .text())
                .isEqualTo("ab[1mc\nd\ne\tf\n");

        String tooLong = "\u00e9".repeat(5_000_010);
        assertThat(files.read(TRACK, "Content-Type: text/plain; charset=utf-8", "", tooLong)
                        .text())
                .hasSize(5_000_000);
    }

    @Test
    void namesAreSafeAndTellTheFilesApart() throws Exception {
        files.read(
                TRACK,
                multipart(
                        "mixed",
                        file("cv.pdf", "1"),
                        file("CV.pdf", "2"),
                        file("cv.pdf", "3"),
                        file("cv (2).pdf", "4"),
                        file("../../etc/passwd", "5"),
                        file("C:\\Users\\Ada\\cv.doc", "6"),
                        file("...hidden\u0007\u202efdp.exe", "7"),
                        file("..", "8"),
                        file("x".repeat(300) + ".docx", "9"),
                        file("x".repeat(300) + ".docx", "10"),
                        part("application/pdf", "attachment", "11"),
                        part("no/such-type", "attachment", "12"),
                        part("image/jpeg", "attachment", "13"),
                        part("application/octet-stream", "attachment; filename=\" \"", "14"),
                        part("application/pdf; name=by-type.pdf", "attachment", "15"),
                        part("application/pdf; name=by-type.pdf", "attachment; filename=by-disposition.pdf", "16")));

        assertThat(files.names())
                .containsExactly(
                        "cv.pdf",
                        "CV (2).pdf",
                        "cv (3).pdf",
                        "cv (2) (2).pdf",
                        "passwd",
                        "cv.doc",
                        "hiddenfdp.exe",
                        "attachment-8",
                        "x".repeat(195) + ".docx",
                        "x".repeat(191) + " (2).docx",
                        "attachment-11.pdf",
                        "attachment-12",
                        "attachment-13.jpg",
                        "attachment-14",
                        "by-type.pdf",
                        "by-disposition.pdf");
        assertThat(files.names()).allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(200));
    }

    private static String multipart(String subtype, String... parts) {
        String boundary = "b" + Integer.toHexString(String.join("", parts).hashCode());
        StringBuilder all = new StringBuilder(lines(
                "Content-Type: multipart/" + subtype + ";",
                "\tboundary=\"" + boundary + "\"",
                "",
                "This is a message in parts.",
                ""));
        for (String part : parts) {
            all.append(lines("--" + boundary, part, ""));
        }
        return all.append("--" + boundary + "--").toString();
    }

    private static String part(String type, String disposition, String content) {
        String headers = "Content-Type: " + type;
        return lines(
                disposition == null ? headers : lines(headers, "Content-Disposition: " + disposition), "", content);
    }

    private static String file(String name, String content) {
        return part("application/octet-stream", "attachment; filename=\"" + name + "\"", content);
    }

    private static String image(String disposition, String id) {
        return part("image/png" + (id == null ? "" : "\r\nContent-ID: " + id), disposition, "PNG");
    }

    private static String message(String message) {
        return part("message/rfc822", "attachment; filename=mail.eml", message);
    }

    private static String encoded(String type, String encoding, String content) {
        String text =
                switch (encoding) {
                    case "base64" -> Base64.getMimeEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
                    case "quoted-printable" -> content.replace("=", "=3D").replace("Subject", "=53ub=\r\nject");
                    default -> content;
                };
        return lines("Content-Type: " + type, "Content-Transfer-Encoding: " + encoding, "", text);
    }
}
