package org.applicantrelay.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of a mail as text, whatever they are declared to be. */
final class MailText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern CHARSET_NAME = Pattern.compile("[^\\s\"'();,]+");
    private static final char BROKEN = '\ufffd';
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private MailText() {}

    /** @param declared a charset's name, or null; whether true, bogus or none */
    static String decode(byte[] bytes, String declared) {
        Charset charset = known(declared);
        String text =
                charset == null || charset.equals(StandardCharsets.UTF_8) ? guessed(bytes) : new String(bytes, charset);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Whether Java knows a charset of that name; true for none. */
    static boolean isKnown(String declared) {
        return declared == null || charset(declared) != null;
    }

    private static Charset known(String declared) {
        Charset charset = declared == null ? null : charset(declared);
        if (StandardCharsets.ISO_8859_1.equals(charset)) {
            // As browsers do: whoever declares it mostly means Windows' quotes and dashes.
            return WINDOWS;
        }
        return StandardCharsets.US_ASCII.equals(charset) ? null : charset;
    }

    private static Charset charset(String declared) {
        Matcher name = CHARSET_NAME.matcher(declared);
        try {
            return name.find() ? Charset.forName(name.group()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** UTF-8 where it is valid or was merely damaged, else windows-1252. */
    private static String guessed(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String damaged = new String(bytes, StandardCharsets.UTF_8);
            long broken = count(damaged, BROKEN, BROKEN);
            long good = count(damaged, '\u0080', Character.MAX_VALUE) - broken;
            return good >= broken ? damaged : new String(bytes, WINDOWS);
        }
    }

    private static long count(String text, char from, char to) {
        return CharBuffer.wrap(text).chars().filter(c -> c >= from && c <= to).count();
    }
}
