package org.applicantrelay.canary;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A value that must not be found.
 *
 * @param name what is said where it is found
 * @param value unique, and long enough to be seen in base64 beside anything else
 */
record Canary(String name, String value) {

    private static final int SHORTEST = 10;
    private static final int BITS_OF_BASE64 = 6;

    Canary {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " is too short to be told from chance");
        }
    }

    /** How it may be written, by a word for each: the bytes to look for. */
    Map<String, byte[]> spellings() {
        Map<String, byte[]> spellings = new LinkedHashMap<>();
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        spellings.put("plain", plain);
        spellings.put("URL-encoded", ascii(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        spellings.put("XML-escaped", ascii(value.replace("&", "&amp;").replace("<", "&lt;")));
        spellings.put("JSON-escaped", ascii(value.replace("\"", "\\\"").replace("/", "\\/")));
        spellings.put("hex", ascii(HexFormat.of().formatHex(plain)));
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            spellings.put(charset.name(), value.getBytes(charset));
        }
        for (int before = 0; before < 3; before++) {
            spellings.put("base64 at " + before, ascii(base64(Base64.getEncoder(), before, plain)));
            spellings.put("base64url at " + before, ascii(base64(Base64.getUrlEncoder(), before, plain)));
        }
        Map<ByteBuffer, String> distinct = new LinkedHashMap<>();
        spellings.forEach((spelling, bytes) -> distinct.putIfAbsent(ByteBuffer.wrap(bytes), spelling));
        spellings.keySet().retainAll(distinct.values());
        return spellings;
    }

    /** Those characters that are the same whatever stands before and after. */
    private static String base64(Base64.Encoder encoder, int before, byte[] plain) {
        byte[] shifted = new byte[before + plain.length];
        System.arraycopy(plain, 0, shifted, before, plain.length);
        int first = (before * Byte.SIZE + BITS_OF_BASE64 - 1) / BITS_OF_BASE64;
        int end = shifted.length * Byte.SIZE / BITS_OF_BASE64;
        return encoder.encodeToString(shifted).substring(first, end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Canary> of(Map<String, String> values) {
        return values.entrySet().stream().map(each -> new Canary(each.getKey(), each.getValue()));
    }
}
