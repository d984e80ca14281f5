package org.applicantrelay.mail;

import static org.applicantrelay.mail.Files.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile mail: read as far as it can be, refused without a quote, and never waited for. */
@Timeout(60)
class MailDamageTest {

    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b";
    private static final String CV = lines("Content-Type: application/pdf; name=cv.pdf", "", "%PDF-1.4 cv");
    private static final String WHOLE = lines(
            "X-iTrackID: 7",
            "Subject: =?utf-8?Q?B=C3=BCro?=",
            MIXED,
            "",
            "--b",
            "",
            "Dear team",
            "--b",
            CV,
            "--b--",
            "");

    private final Files files = new Files();

    @Test
    void lineEndsOfUnixMakeNoDifference() throws Exception {
        ReadMail ofMail = files.read(WHOLE);
        ReadMail ofUnix = files.read(WHOLE.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(ofUnix).isEqualTo(ofMail);
        assertThat(files.text("cv.pdf")).isEqualTo("%PDF-1.4 cv");
    }

    @Test
    void aMissingEndBoundaryIsSaidAndTheRestIsRead() throws Exception {
        ReadMail mail = files.read("X-iTrackID: 7", MIXED, "", "--b", "", "Dear team", "--b", CV);

        assertThat(mail.text()).isEqualTo("Dear team");
        assertThat(files.text("cv.pdf")).startsWith("%PDF-1.4 cv");
        assertThat(mail.oddities()).containsExactly("cut short");

        ReadMail inner = files.read(
                "X-iTrackID: 7",
                MIXED,
                "",
                "--b",
                "Content-Type: multipart/mixed; boundary=c",
                "",
                "--c",
                "",
                "Dear team",
                "--b",
                CV,
                "--b--");
        assertThat(inner.text()).isEqualTo("Dear team");
        assertThat(files.names()).containsExactly("cv.pdf");
        assertThat(inner.oddities()).containsExactly("cut short");
    }

    @Test
    void partsWithoutABoundaryAreOneFileAndNoLetter() throws Exception {
        ReadMail mail =
                files.read("X-iTrackID: 7", "Content-Type: multipart/mixed", "", "--b", "", "Dear team", "--b--");

        assertThat(mail.text()).isNull();
        assertThat(files.names()).containsExactly("attachment-1");
        assertThat(mail.oddities()).containsExactly("parts without a boundary");
        assertThat(files.read(MIXED.replace("=b", "=" + "b".repeat(2000)), "", "--b", "", "Dear team")
                        .oddities())
                .containsExactly("parts without a boundary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base64 | RGVhciB0ZWFt | Dear team | ",
                "BASE64 (as usual) | RGVhciB0ZWFt | Dear team | ",
                "base64 | RGVhciB0ZWFt*LCBoZXJlIEkgYW0h | Dear team, here I am! | bad base64",
                "base64 | RGVhciB0ZWFtcw | Dear teams | ",
                "base64 | RGVhciB0ZWFtcw== and a footer | Dear teams | ",
                "base64 | Dear team, here I am! | Dear team, here I am! | not base64, as declared",
                "x-uuencode | Dear team | Dear team | an unknown transfer encoding",
                "quoted-printable | De=61r te=61m=3d= | Dear team= | ",
                "quoted-printable | Dear =team 100= % = 5=G | Dear =team 100= % = 5=G | ",
                "none of it | Dear team | Dear team | an unknown transfer encoding"
            })
    void whateverTheTransferEncodingTheContentIsThere(String encoding, String content, String text, String oddity)
            throws Exception {
        ReadMail mail = files.read(("X-iTrackID: 7\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + content)
                .getBytes(StandardCharsets.UTF_8));

        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.oddities()).isEqualTo(oddity == null ? List.of() : List.of(oddity));
    }

    @Test
    void quotedPrintableDropsOnlyWhatWasAddedOnTheWay() throws Exception {
        ReadMail mail = files.read(
                "X-iTrackID: 7",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "one \t  ",
                "two=  ",
                " three=\t",
                "=20 \t",
                "a" + " ".repeat(3000) + "b");

        assertThat(mail.text()).isEqualTo("one\ntwo three \na" + " ".repeat(3000) + "b\n");
    }

    @Test
    void anEncodingOfTheWholeDoesNotSpoilTheParts() throws Exception {
        String cv = Base64.getMimeEncoder().encodeToString("%PDF-1.4 cv".getBytes(StandardCharsets.US_ASCII));
        files.read(
                "X-iTrackID: 7",
                "Content-Transfer-Encoding: base64",
                MIXED,
                "",
                "--b",
                "Content-Disposition: attachment; filename=cv.pdf",
                "Content-Transfer-Encoding: base64",
                "",
                cv,
                "--b--");

        assertThat(files.text("cv.pdf")).isEqualTo("%PDF-1.4 cv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From ada@example.org Tue Nov 24 09:00:00 2026",
                "A line without a colon",
                ": a line without a name",
                "D\u00e9j\u00e0: vu",
                "Content-Type: ;;;===\"\"\"",
                "Content-Type: text",
                "Content-Type: /",
                "Content-Type:",
                "Content-Disposition: ;",
                "Content-Transfer-Encoding: ",
                "MIME-Version: 9"
            })
    void aBrokenHeaderSpoilsNoOther(String header) throws Exception {
        for (String[] mail : List.of(
                new String[] {header, "X-iTrackID: 7", "", "Dear team"},
                new String[] {"X-iTrackID: 7", header, "", "Dear team"})) {
            ReadMail read = files.read(mail);

            assertThat(read.track().trackId()).isEqualTo("7");
            assertThat(read.text()).isEqualTo("Dear team\n");
        }
    }

    @Test
    void nestingHasAnEnd() throws Exception {
        assertThat(files.read(nested(20, "message/rfc822")).track().trackId()).isEqualTo("7");
        assertThat(files.read(nested(20, "multipart/mixed")).text()).startsWith("Dear team");
        for (String type : List.of("message/rfc822", "multipart/mixed")) {
            assertUnreadable(nested(21, type), "parts nested deeper than 20");
            assertUnreadable(nested(2000, type), "parts nested deeper than 20");
        }
    }

    @Test
    void partsHaveANumber() throws Exception {
        String part = lines("--b", "Content-Type: application/pdf", "", "x", "");

        assertThat(files.read("X-iTrackID: 7", MIXED, "", part.repeat(500) + "--b--")
                        .files())
                .isEqualTo(500);
        assertUnreadable(lines("X-iTrackID: 7", MIXED, "", part.repeat(501) + "--b--"), "more than 500 parts");
    }

    @Test
    void headersHaveALength() throws Exception {
        String line = "X-Long: " + "x".repeat(900_000);
        assertThat(files.read(line, "X-iTrackID: 7", "", "Dear team").track().trackId())
                .isEqualTo("7");

        String detail = "a header of more than 1048576 bytes";
        assertUnreadable(lines(line, line, "", ""), detail);
        assertUnreadable(lines("X-Short: x", "").repeat(100_000), detail);
        assertUnreadable(lines("X-iTrackID: 7", MIXED, "", "--b", line + line), detail);
        assertUnreadable(lines(MIXED, "", "--b", "Content-Type: message/rfc822", "", line + line), detail);
    }

    @Test
    void aLongHeaderIsNotReadForMinutes() {
        String blanks = "Content-Type: text/plain; a=" + "b c(".repeat(250_000);
        String semicolons = "Content-Disposition: attachment" + ";".repeat(1_000_000);
        String quotes = "Content-Disposition: attachment; filename=\"" + "\" ".repeat(500_000);
        String words = "X-iTrackID-Title: " + "=?utf-8?Q?".repeat(100_000);

        for (String header : List.of(blanks, semicolons, quotes, words)) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(
                            files.read(header, "X-iTrackID: 7", "", "Dear team").trackIds())
                    .containsExactly("7"));
        }
    }

    @Test
    void exceptionsOfTheSinkPassUnchanged() {
        for (Exception thrown : List.of(
                new IOException("disk full"), new RelayException(Fault.FILE_TOO_LARGE), new IllegalStateException())) {
            assertThatThrownBy(() -> MailReader.read(stream(WHOLE), (position, name, content) -> {
                        if (thrown instanceof IOException e) {
                            throw e;
                        }
                        throw (RuntimeException) thrown;
                    }))
                    .isSameAs(thrown);
        }
    }

    @Test
    void exceptionsOfTheStreamPassUnchanged() {
        String untilTheFile = WHOLE.substring(0, WHOLE.indexOf("1.4 cv"));
        String forwarded =
                lines(MIXED.replace("=b", "=a"), "", "--a", "Content-Type: message/rfc822", "", untilTheFile);
        for (Exception thrown : List.of(new IOException("database gone"), new IllegalStateException())) {
            for (String begin : List.of("", "X-iTra", lines(MIXED, "", "--b"), untilTheFile, forwarded)) {
                InputStream broken = new SequenceInputStream(stream(begin), new Broken(thrown));

                assertThatThrownBy(() -> MailReader.read(broken, files)).isSameAs(thrown);
            }
        }
    }

    private static final class Broken extends InputStream {

        private final Exception thrown;

        Broken(Exception thrown) {
            this.thrown = thrown;
        }

        @Override
        public int read() throws IOException {
            if (thrown instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) thrown;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    @Test
    void whateverTheParserThrowsQuotesNothing() {
        InputStream mad = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length + 5000;
            }
        };

        assertThatThrownBy(() -> MailReader.read(mad, files)).isInstanceOfSatisfying(RelayException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.MAIL_UNREADABLE);
            assertThat(e.detail()).matches("[A-Za-z]+Exception");
            assertThat(e.getCause()).isNull();
        });
    }

    @RepeatedTest(300)
    void anyDamageEndsInAMailOrAFault(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] mail = damaged(random);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (Read read :
                    List.<Read>of(() -> files.read(mail), () -> MailReader.head(new ByteArrayInputStream(mail)))) {
                try {
                    assertThat(read.take().track()).isNotNull();
                } catch (RelayException e) {
                    assertThat(e.fault()).isEqualTo(Fault.MAIL_UNREADABLE);
                }
            }
        });
    }

    private interface Read {
        ReadMail take() throws IOException;
    }

    private static byte[] damaged(Random random) {
        String inner = lines(
                "X-iTrackID: 8",
                "Content-Type: multipart/alternative; boundary=\"c\"",
                "",
                "--c",
                "",
                "Dear team",
                "--c",
                "Content-Type: text/html; charset=iso-8859-15",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "<p>De=61r =",
                "team</p>",
                "--c--");
        String cv = Base64.getMimeEncoder().encodeToString(new byte[3000]);
        byte[] mail = Files.bytes(
                "Subject: =?utf-8?B?w6k=?=",
                "X-iTrackID-Title: =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=",
                MIXED,
                "",
                "--b",
                "Content-Type: message/rfc822",
                "Content-Transfer-Encoding: " + (random.nextBoolean() ? "7bit" : "base64"),
                "",
                random.nextBoolean() ? inner : Base64.getMimeEncoder().encodeToString(Files.bytes(inner)),
                "--b",
                "Content-Disposition: attachment; filename*0*=utf-8''c%C3; filename*1*=%A9.pdf",
                "Content-Transfer-Encoding: base64",
                "",
                cv,
                "--b--");
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.writeBytes(mail);
        for (int change = 0; change <= random.nextInt(12); change++) {
            byte[] before = damaged.toByteArray();
            int from = random.nextInt(before.length);
            int to = Math.min(before.length, from + random.nextInt(200));
            damaged.reset();
            damaged.write(before, 0, from);
            switch (random.nextInt(6)) {
                case 0 -> damaged.writeBytes(noise(random));
                case 1 -> damaged.write(before, from, before.length - from);
                case 2 -> damaged.writeBytes(Files.bytes("", "--b", "--c--", "--b--"));
                case 3 -> damaged.write(mail, 0, mail.length);
                case 4 -> damaged.write("\r\n\";=?'*()%-".charAt(random.nextInt(12)));
                default -> {
                    // Cut out.
                }
            }
            damaged.write(before, to, before.length - to);
            if (random.nextInt(8) == 0) {
                byte[] whole = damaged.toByteArray();
                damaged.reset();
                damaged.write(whole, 0, random.nextInt(whole.length) + 1);
            }
        }
        return damaged.toByteArray();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }

    /** {@code levels} of parts or messages around a message with the track id 7. */
    private static String nested(int levels, String type) {
        StringBuilder mail = new StringBuilder("X-iTrackID: 7\r\n");
        for (int level = 1; level <= levels; level++) {
            mail.append(
                    type.startsWith("message")
                            ? lines("Content-Type: message/rfc822", "", "")
                            : lines("Content-Type: multipart/mixed; boundary=l" + level, "", "--l" + level, ""));
        }
        return mail.append(lines("", "Dear team", "")).toString();
    }

    private static void assertUnreadable(String mail, String detail) {
        assertThatThrownBy(() -> MailReader.read(stream(mail), (position, name, content) -> {}))
                .isInstanceOfSatisfying(RelayException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.MAIL_UNREADABLE);
                    assertThat(e.detail()).isEqualTo(detail);
                });
    }

    private static InputStream stream(String mail) {
        return new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8));
    }
}
