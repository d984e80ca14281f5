package org.applicantrelay.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a header: unfolded, RFC 2047 decoded, raw 8-bit bytes guessed at. Never throws. */
final class HeaderText {

    private static final int LONGEST = 1000;

    /** Charset, perhaps with a language (RFC 2231); encoding; text. */
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?*\\s]{1,60})(?:\\*[^?\\s]{0,60})?\\?([bBqQ])\\?([^?]*)\\?=");

    private HeaderText() {}

    /** Fit to be kept: one line, no control characters, 1000 characters at most; null where nothing is left. */
    static String value(byte[] raw) {
        String text = decode(raw)
                .replaceAll("[\\s\\u00a0]+", " ")
                .replaceAll("[\\p{Cc}\\p{Cs}]", "")
                .strip();
        return text.isEmpty() ? null : cut(text, LONGEST).strip();
    }

    /** Decoded, and otherwise as it came. */
    static String decode(byte[] raw) {
        return words(unfold(MailText.decode(raw, null)));
    }

    /** The white space that follows each line break stays. */
    static String unfold(String text) {
        return text.replaceAll("[\\r\\n]", "");
    }

    /** {@code length} characters at most, without half a pair of surrogates at the end. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Neighbours of one charset are joined before they are decoded: senders cut characters in two. */
    private static String words(String text) {
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = null;
        int at = 0;
        Matcher word = ENCODED_WORD.matcher(text);
        while (word.find()) {
            String between = text.substring(at, word.start());
            boolean neighbour = charset != null && between.isBlank();
            if (!neighbour || !charset.equalsIgnoreCase(word.group(1))) {
                decoded.append(MailText.decode(bytes.toByteArray(), charset));
                bytes.reset();
            }
            decoded.append(neighbour ? "" : between);
            charset = word.group(1);
            bytes.writeBytes(word.group(2).equalsIgnoreCase("B") ? b(word.group(3)) : q(word.group(3)));
            at = word.end();
        }
        return decoded.append(MailText.decode(bytes.toByteArray(), charset))
                .append(text.substring(at))
                .toString();
    }

    private static byte[] b(String text) {
        try {
            return TransferDecoding.base64(
                            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), oddity -> {})
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] q(String text) {
        return percent(text.replace('_', ' ').getBytes(StandardCharsets.UTF_8), '=');
    }

    /** Two hex digits behind each {@code sign} are a byte; what looks otherwise stays. */
    static byte[] percent(byte[] encoded, char sign) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length; i++) {
            int value = encoded[i] == sign && i + 2 < encoded.length ? hex(encoded[i + 1], encoded[i + 2]) : -1;
            bytes.write(value < 0 ? encoded[i] : value);
            i += value < 0 ? 0 : 2;
        }
        return bytes.toByteArray();
    }

    /** The byte that two hex digits of any case mean, or -1. */
    static int hex(int high, int low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return high > 'f' || low > 'f' || first < 0 || second < 0 ? -1 : first << 4 | second;
    }
}
