package org.applicantrelay.sandbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes the parts of a mail as text: a library would repair what is to stay broken. */
final class MimeText {

    /** A part: its header lines, each with its line break, and what follows the empty line. */
    record Part(String headers, byte[] content) {

        byte[] bytes() {
            return join(ascii(headers + CRLF), content);
        }
    }

    static final String CRLF = "\r\n";

    private static final int LINE = 76;
    private static final String PLAIN_MARKS = "!*+-/";

    private MimeText() {}

    /** A header with its line break: RFC 2047 where it is not plain ASCII, folded where it is long. */
    static String header(String name, String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~') && !value.contains("=?");
        return name + ": " + (plain ? folded(value, LINE - name.length() - 2) : words(value, name.length() + 2)) + CRLF;
    }

    /** RFC 2047 words, the first of which begins at this column. */
    static String words(String value, int column) {
        long beyondAscii = value.codePoints().filter(c -> c > '~').count();
        boolean quoted = beyondAscii * 4 < value.length();
        List<String> words = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (int character : value.codePoints().toArray()) {
            String longer = current + Character.toString(character);
            int room = LINE - (words.isEmpty() ? column : 1);
            if (!current.isEmpty() && word(longer, quoted).length() > room) {
                words.add(word(current.toString(), quoted));
                current.setLength(0);
            }
            current.appendCodePoint(character);
        }
        words.add(word(current.toString(), quoted));
        return String.join(CRLF + " ", words);
    }

    private static String word(String text, boolean quoted) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!quoted) {
            return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
        }
        StringBuilder word = new StringBuilder("=?UTF-8?Q?");
        for (byte each : bytes) {
            char c = (char) (each & 0xff);
            if (c == ' ') {
                word.append('_');
            } else if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN_MARKS.indexOf(c) >= 0)) {
                word.append(c);
            } else {
                word.append("=%02X".formatted((int) c));
            }
        }
        return word.append("?=").toString();
    }

    private static String folded(String value, int room) {
        int cut = value.length() <= room ? -1 : value.lastIndexOf(' ', room);
        return cut <= 0 ? value : value.substring(0, cut) + CRLF + folded(value.substring(cut), LINE);
    }

    /**
     * A text in quoted-printable.
     *
     * @param charset any name; of one that does not exist the bytes are UTF-8
     */
    static Part text(String subtype, String charset, String text) {
        Charset real = Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.UTF_8;
        byte[] bytes = text.replaceAll("\r\n|\r|\n", CRLF).getBytes(real);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = MimeUtility.encode(encoded, "quoted-printable")) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return new Part(
                "Content-Type: text/" + subtype + "; charset=" + charset + CRLF
                        + "Content-Transfer-Encoding: quoted-printable" + CRLF,
                encoded.toByteArray());
    }

    /**
     * Bytes in base64.
     *
     * @param headers Content-Type and the like, each with its line break
     */
    static Part base64(String headers, byte[] bytes) {
        return new Part(
                headers + "Content-Transfer-Encoding: base64" + CRLF,
                Base64.getMimeEncoder().encode(bytes));
    }

    /** Neither base64 nor quoted-printable ever holds the {@code =_} of the boundary. */
    static Part multipart(String subtype, List<Part> parts) {
        String boundary = "=_" + subtype + "_" + Integer.toHexString(parts.hashCode());
        List<byte[]> pieces = new ArrayList<>();
        parts.forEach(part -> {
            pieces.add(ascii("--" + boundary + CRLF));
            pieces.add(part.bytes());
            pieces.add(ascii(CRLF));
        });
        pieces.add(ascii("--" + boundary + "--" + CRLF));
        return new Part(
                "Content-Type: multipart/" + subtype + ";" + CRLF + " boundary=\"" + boundary + "\"" + CRLF,
                join(pieces.toArray(byte[][]::new)));
    }

    /** A whole mail as an attachment. */
    static Part message(String fileName, byte[] mail) {
        return new Part(
                "Content-Type: message/rfc822" + CRLF + "Content-Disposition: attachment; filename=\"" + fileName + "\""
                        + CRLF,
                mail);
    }

    /** A parameter in quotes; what is not ASCII in RFC 2047 words, as mail programs write it against the standard. */
    static String parameter(String name, String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
        String text = plain ? value.replace("\\", "\\\\").replace("\"", "\\\"") : words(value, name.length() + 3);
        return ";" + CRLF + " " + name + "=\"" + text + "\"";
    }

    /** The same as RFC 2231 has it, in several pieces where it is long. */
    static String parameter2231(String name, String value) {
        StringBuilder encoded = new StringBuilder("UTF-8''");
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            encoded.append(
                    c < 128 && Character.isLetterOrDigit(c) || c == '.' || c == '-'
                            ? String.valueOf(c)
                            : "%%%02X".formatted((int) c));
        }
        int room = LINE - name.length() - 8;
        if (encoded.length() <= room) {
            return ";" + CRLF + " " + name + "*=" + encoded;
        }
        StringBuilder pieces = new StringBuilder();
        for (int i = 0, start = 0; start < encoded.length(); i++) {
            int end = Math.min(encoded.length(), start + room);
            // A %XX stays in one piece.
            int percent = encoded.lastIndexOf("%", end - 1);
            if (percent > end - 3 && end < encoded.length()) {
                end = percent;
            }
            pieces.append(";")
                    .append(CRLF)
                    .append(' ')
                    .append(name)
                    .append('*')
                    .append(i)
                    .append("*=");
            pieces.append(encoded, start, end);
            start = end;
        }
        return pieces.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }
}
