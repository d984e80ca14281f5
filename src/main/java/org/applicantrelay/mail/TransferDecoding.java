package org.applicantrelay.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;

/** The content of a part without its transfer encoding; what does not fit its declaration passes as well as it can. */
final class TransferDecoding {

    private static final Set<String> PLAIN = Set.of("7bit", "8bit", "binary");

    /** In bytes: as much as tells base64 from text or from raw bytes. */
    private static final int SAMPLE = 1024;

    private TransferDecoding() {}

    /**
     * @param encoding in lower case, or null
     * @param oddities told, without any content, what is amiss
     */
    static InputStream of(String encoding, InputStream raw, Consumer<String> oddities) throws IOException {
        if (encoding == null || PLAIN.contains(encoding)) {
            return raw;
        }
        if (encoding.equals("quoted-printable")) {
            return new QuotedPrintable(raw);
        }
        if (!encoding.equals("base64")) {
            oddities.accept("an unknown transfer encoding");
            return raw;
        }
        PushbackInputStream all = new PushbackInputStream(raw, SAMPLE);
        byte[] sample = all.readNBytes(SAMPLE);
        all.unread(sample);
        if (!isBase64(sample)) {
            oddities.accept("not base64, as declared");
            return all;
        }
        return base64(all, oddities);
    }

    /** What is no base64 is skipped, and the padding may be missing. */
    static InputStream base64(InputStream raw, Consumer<String> oddities) {
        InputStream padded = new SequenceInputStream(raw, new ByteArrayInputStream(new byte[] {'='}));
        return new Base64InputStream(padded, new DecodeMonitor() {
            @Override
            public boolean warn(String error, String dropped) {
                if (error.startsWith("Unexpected base64 byte")) {
                    oddities.accept("bad base64");
                }
                return false;
            }
        });
    }

    /** Damaged base64 included. Blanks speak against it: words have them in between, lines of base64 at most around. */
    private static boolean isBase64(byte[] sample) {
        int fits = 0;
        int foreign = 0;
        for (byte b : sample) {
            if (b == '=') {
                // Padding: behind it there may be a footer that somebody has added.
                break;
            }
            if (b > 0 && Character.isLetterOrDigit(b) || "+/\r\n".indexOf(b) >= 0) {
                fits++;
            } else {
                foreign++;
            }
        }
        return foreign * 10 <= fits + foreign;
    }
}
