package org.applicantrelay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of 60 MB passes, and never more of it than a few buffers is in memory. */
@Timeout(120)
class MailStreamTest {

    private static final long SIZE = 60_000_000;

    /** In bytes: what may have been read of the mail and not yet been taken by the sink. */
    private static final long MOST_HELD = 100_000;

    /** 57 bytes, 76 characters in base64. */
    private static final byte[] LINE =
            "A line of a rather long CV = 57 bytes, of which it has...".getBytes(StandardCharsets.US_ASCII);

    private long taken;

    @ParameterizedTest
    @CsvSource({"base64, false", "base64, true", "quoted-printable, false", "8bit, false", "8bit, true"})
    void aFileOf60MegabytesIsNeverInMemory(String encoding, boolean forwarded) throws Exception {
        String line =
                switch (encoding) {
                    case "base64" -> Base64.getEncoder().encodeToString(LINE);
                    case "quoted-printable" -> new String(LINE, StandardCharsets.US_ASCII).replace("=", "=3D");
                    default -> new String(LINE, StandardCharsets.US_ASCII);
                };
        Generated content = new Generated(
                (line + "\r\n").getBytes(StandardCharsets.US_ASCII), LINE.length + (encoding.equals("base64") ? 0 : 2));
        CRC32 checksum = new CRC32();
        List<String> names = new ArrayList<>();

        ReadMail mail = MailReader.read(mail(encoding, forwarded, content), (position, name, bytes) -> {
            names.add(name);
            take(new CheckedInputStream(bytes, checksum));
        });

        assertThat(names).containsExactly("cv.pdf", "note.txt");
        assertThat(mail.track().trackId()).isEqualTo("7");
        assertThat(content.given).isGreaterThanOrEqualTo(SIZE);
        assertThat(content.mostHeld).isLessThan(MOST_HELD);
        assertThat(checksum.getValue()).isEqualTo(expected(content.lines, !encoding.equals("base64")));
    }

    @Test
    void aSinkNeedNotReadAFileToItsEnd() throws Exception {
        List<String> names = new ArrayList<>();
        Generated content = new Generated(Files.bytes("some line"), 0);

        MailReader.read(mail("8bit", false, content), (position, name, bytes) -> {
            names.add(name);
            bytes.read();
            bytes.close();
        });

        assertThat(names).containsExactly("cv.pdf", "note.txt");
        assertThat(content.given).isGreaterThanOrEqualTo(SIZE);
    }

    /** mime4j's own decoder would hold the line, and take minutes over it. */
    @Test
    void aLineOfBlanksInQuotedPrintableIsNotHeldEither() throws Exception {
        Generated content = new Generated(" ".repeat(4096).getBytes(StandardCharsets.US_ASCII), 4096);

        MailReader.read(mail("quoted-printable", false, content), (position, name, bytes) -> take(bytes));

        assertThat(content.mostHeld).isLessThan(MOST_HELD);
        assertThat(taken).isGreaterThan(SIZE);
    }

    private void take(InputStream bytes) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            taken += count;
        }
    }

    private static InputStream mail(String encoding, boolean forwarded, InputStream content) {
        String before = Files.lines(
                "X-iTrackID: 7",
                "Content-Type: multipart/mixed; boundary=b",
                "",
                "--b",
                "Content-Type: application/pdf; name=cv.pdf",
                "Content-Transfer-Encoding: " + encoding,
                "",
                "");
        String after = Files.lines("--b", "Content-Type: text/plain; name=note.txt", "", "n", "--b--", "");
        String around = Files.lines(
                "Content-Type: multipart/mixed; boundary=a", "", "--a", "Content-Type: message/rfc822", "", "");
        return new SequenceInputStream(Collections.enumeration(List.of(
                stream(forwarded ? around : ""),
                stream(before),
                content,
                stream(after),
                stream(forwarded ? "\r\n--a--\r\n" : ""))));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long expected(long lines, boolean withLineEnds) {
        CRC32 checksum = new CRC32();
        for (long i = 0; i < lines; i++) {
            checksum.update(LINE);
            // The last line end belongs to the boundary.
            if (withLineEnds && i < lines - 1) {
                checksum.update('\r');
                checksum.update('\n');
            }
        }
        checksum.update('n');
        return checksum.getValue();
    }

    /** The same line again and again, which notes how far it is ahead of the sink. */
    private final class Generated extends InputStream {

        private final byte[] line;
        private final int worth;
        private long given;
        private long mostHeld;
        private long lines;
        private int at;

        /** @param worth how many bytes the sink sees of a line */
        Generated(byte[] line, int worth) {
            this.line = line;
            this.worth = worth;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            mostHeld = Math.max(mostHeld, given * worth / line.length - taken);
            if (at == 0 && given >= SIZE) {
                return -1;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, buffer, offset, count);
            at = (at + count) % line.length;
            given += count;
            lines += at == 0 ? 1 : 0;
            return count;
        }
    }
}
