package org.applicantrelay.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Objects;

/**
 * Decodes quoted-printable. mime4j's own holds a line of blanks in memory however long it is, and turns the line ends
 * of Unix into those of mail.
 */
final class QuotedPrintable extends InputStream {

    /** White space at the end of a line was added on the way and does not count; nobody adds more than this. */
    private static final int MOST_BLANKS = 998;

    private static final int END = -1;
    private static final int SOFT_BREAK = -2;

    private final PushbackInputStream encoded;
    private final byte[] blanks = new byte[MOST_BLANKS];
    private int blank;
    private int held;

    QuotedPrintable(InputStream encoded) {
        this.encoded = new PushbackInputStream(new BufferedInputStream(encoded), MOST_BLANKS + 2);
    }

    @Override
    public int read() throws IOException {
        while (true) {
            if (blank < held) {
                return blanks[blank++];
            }
            int b = encoded.read();
            if (b == ' ' || b == '\t') {
                hold(b);
            } else if (b != '=') {
                return b;
            } else {
                int decoded = escaped();
                if (decoded != SOFT_BREAK) {
                    return decoded;
                }
            }
        }
    }

    /** Blanks wait until it is known whether a line ends behind them. */
    private void hold(int first) throws IOException {
        blank = 0;
        held = 0;
        int b = first;
        while ((b == ' ' || b == '\t') && held < MOST_BLANKS) {
            blanks[held++] = (byte) b;
            b = encoded.read();
        }
        if (b == '\r' || b == '\n' || b == END) {
            held = 0;
        }
        unread(b);
    }

    /** The byte behind an equals sign, a soft line break, or the sign itself where it means nothing. */
    private int escaped() throws IOException {
        int first = encoded.read();
        if (first == END) {
            return END;
        }
        if (first == '\n') {
            return SOFT_BREAK;
        }
        if (first == '\r') {
            int second = encoded.read();
            if (second != '\n') {
                unread(second);
            }
            return SOFT_BREAK;
        }
        if (first == ' ' || first == '\t') {
            hold(first);
            if (held == 0) {
                return escaped();
            }
            return '=';
        }
        int second = encoded.read();
        int value = HeaderText.hex(first, second);
        if (value < 0) {
            unread(second);
            unread(first);
            return '=';
        }
        return value;
    }

    private void unread(int b) throws IOException {
        if (b != END) {
            encoded.unread(b);
        }
    }

    /** In bulk, for the method of the superclass hides an exception that comes behind the first byte. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int count = 0;
        while (count < length) {
            int b = read();
            if (b == END) {
                break;
            }
            buffer[offset + count++] = (byte) b;
        }
        return count == 0 && length > 0 ? END : count;
    }
}
