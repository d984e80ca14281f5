package org.applicantrelay.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A header such as {@code attachment; filename="cv.pdf"}, read as mail programs write it: unquoted names with blanks,
 * quotes within quotes, RFC 2231 and, wrong but common, RFC 2047 within quotes.
 */
final class HeaderParameters {

    /** In bytes; what follows is cut off, for a million semicolons would take minutes. */
    private static final int LONGEST = 20_000;

    private static final int MOST_SECTIONS = 200;
    private static final Pattern PARAMETER = Pattern.compile("[\\w*-]+\\s*=");

    private final String value;

    /** By lower-case name; each character is one raw byte. */
    private final Map<String, String> parameters = new HashMap<>();

    HeaderParameters(byte[] raw) {
        String text = HeaderText.unfold(latin1(Arrays.copyOf(raw, Math.min(raw.length, LONGEST))));
        int at = end(text, 0);
        String first = text.substring(0, at).strip();
        // Without a value, as some write it, the first is a parameter already.
        boolean missing = PARAMETER.matcher(first).lookingAt();
        this.value = missing ? "" : first;
        at = missing ? -1 : at;
        while (at < text.length()) {
            int end = end(text, at + 1);
            add(text.substring(at + 1, end));
            at = end;
        }
    }

    /** What stands before the first parameter, as it came; empty for nothing. */
    String value() {
        return value;
    }

    /** As it came, of one raw byte per character; null where there is none. */
    String raw(String name) {
        return parameters.get(name);
    }

    /** Decoded; null where there is none. */
    String text(String name) {
        String extended = parameters.get(name + "*");
        if (extended != null) {
            return extended(extended);
        }
        String plain = parameters.get(name);
        return sections(name, plain == null ? null : HeaderText.decode(bytes(plain)));
    }

    /** {@code charset'language'%C3%A9} */
    private static String extended(String text) {
        String[] parts = text.split("'", 3);
        return parts.length < 3
                ? MailText.decode(HeaderText.percent(bytes(text), '%'), null)
                : MailText.decode(HeaderText.percent(bytes(parts[2]), '%'), parts[0].isEmpty() ? null : parts[0]);
    }

    /** {@code name*0*=charset'language'..., name*1=...}, joined before they are decoded. */
    private String sections(String name, String otherwise) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        String charset = null;
        int section = 0;
        for (; section < MOST_SECTIONS; section++) {
            String plain = parameters.get(name + "*" + section);
            String encoded = parameters.get(name + "*" + section + "*");
            if (encoded != null) {
                String[] parts = encoded.split("'", 3);
                boolean declares = section == 0 && parts.length == 3;
                charset = declares ? parts[0] : charset;
                joined.writeBytes(HeaderText.percent(bytes(declares ? parts[2] : encoded), '%'));
            } else if (plain != null) {
                joined.writeBytes(bytes(plain));
            } else {
                break;
            }
        }
        if (section == 0) {
            return otherwise;
        }
        return charset == null || charset.isEmpty()
                ? HeaderText.decode(joined.toByteArray())
                : MailText.decode(joined.toByteArray(), charset);
    }

    private void add(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return;
        }
        String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        parameters.putIfAbsent(name, unquoted(parameter.substring(equals + 1).strip()));
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        String inner = text.substring(1, text.length() > 1 && text.endsWith("\"") ? text.length() - 1 : text.length());
        // A path of Windows' keeps its backslashes.
        return inner.replaceAll("\\\\([\"\\\\])", "$1");
    }

    /** Where the part that begins at {@code from} ends: at a semicolon outside quotes, or at the end. */
    private static int end(String text, int from) {
        int semicolon = text.indexOf(';', from);
        int end = semicolon < 0 ? text.length() : semicolon;
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals > end) {
            return end;
        }
        int quote = skipBlanks(text, equals + 1);
        if (quote >= text.length() || text.charAt(quote) != '"') {
            return end;
        }
        int closed = closed(text, quote + 1);
        return closed < 0 ? end : closed;
    }

    /** Behind the quote that closes: the first one that is followed by a semicolon or by nothing; -1 where none is. */
    private static int closed(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\')) {
                i++;
            } else if (c == '"') {
                int next = skipBlanks(text, i + 1);
                if (next == text.length() || text.charAt(next) == ';') {
                    return next;
                }
            }
        }
        return -1;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
