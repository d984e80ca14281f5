package org.applicantrelay.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An event and its signature as idibu sends them, made without the code that reads them; and what others make of it.
 *
 * @param signature null where none is sent
 */
public record SignedEvent(byte[] body, String signature) {

    private static final List<String> TITLES = List.of(
            "Care Assistant",
            "Pflegekraft für Zoë",
            "看護師 (夜勤)",
            "C++ & C# 100%",
            "Soigneur·se à l'hôpital",
            "🩺 Nurse");

    /** The fields of an event that announces this applicant. */
    public static Map<String, String> fields(long trackId, int number) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event_id", "6f9619ff-8b86-d011-b42d-%012d".formatted(number));
        fields.put("type", "ApplicationReceived");
        fields.put("client_id", "602");
        fields.put("sender_id", "17");
        fields.put("job_id", "33007724");
        fields.put("job_reference", "SP1507-46/" + number);
        fields.put("job_title", TITLES.get(number % TITLES.size()));
        fields.put("postlog_id", "333064639");
        fields.put("aptrack_id", Long.toString(trackId));
        fields.put("from", "ada+" + number + "@example.org");
        fields.put("portal_id", "517");
        fields.put("date", "2026-11-24 09:30:00");
        return fields;
    }

    /** A form of these fields. */
    public static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same with %20 in place of a plus sign. */
    public static byte[] withEscapedBlanks(byte[] form) {
        return text(form).replace("+", "%20").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Signed as hex digits. */
    public static SignedEvent of(byte[] body, String secret) {
        return new SignedEvent(body, HexFormat.of().formatHex(hmac(body, secret)));
    }

    /** The HMAC that idibu sends in one spelling or the other. */
    public static byte[] hmac(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many genuine ones: each title, both spellings of a blank, hex in any case, and base64. */
    public static List<SignedEvent> genuine(int count, String secret) {
        List<SignedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] form = form(fields(95_000_000 + i, i));
            byte[] body = i % 2 == 0 ? form : withEscapedBlanks(form);
            byte[] digest = hmac(body, secret);
            String hex = HexFormat.of().formatHex(digest);
            events.add(new SignedEvent(
                    body,
                    switch (i % 4) {
                        case 0 -> hex;
                        case 1 -> hex.toUpperCase();
                        case 2 -> Base64.getEncoder().encodeToString(digest);
                        default -> hex.substring(0, 31) + hex.substring(31).toUpperCase();
                    }));
        }
        return events;
    }

    /** So many that are not genuine, by ten ways in turn; the same at each run. */
    public static List<SignedEvent> mutated(int count, String secret) {
        Random random = new Random(4);
        List<SignedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] body = form(fields(96_000_000 + i, i));
            events.add(mutation(i % 10, body, secret, random));
        }
        return events;
    }

    private static SignedEvent mutation(int way, byte[] body, String secret, Random random) {
        SignedEvent hex = of(body, secret);
        String base64 = Base64.getEncoder().encodeToString(hmac(body, secret));
        return switch (way) {
            case 0 -> new SignedEvent(flipped(body, random), hex.signature);
            case 1 -> new SignedEvent(body, HexFormat.of().formatHex(flipped(hmac(body, secret), random)));
            // The last two bits of the base64 of 32 bytes do not count: a lenient decoder takes all four spellings.
            case 2 -> new SignedEvent(body, base64.substring(0, 42) + (char) (base64.charAt(42) + 1) + "=");
            case 3 -> new SignedEvent(reordered(body, random), hex.signature);
            case 4 -> new SignedEvent(reencoded(body), hex.signature);
            case 5 -> new SignedEvent(Arrays.copyOf(body, random.nextInt(body.length)), hex.signature);
            case 6 -> new SignedEvent(body, hex.signature.substring(0, random.nextInt(1, 64)));
            case 7 -> of(body, secret + (char) ('a' + random.nextInt(26)));
            case 8 -> new SignedEvent(body, random.nextBoolean() ? "" : null);
            default -> new SignedEvent(body, base64.substring(0, 43));
        };
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] reordered(byte[] body, Random random) {
        List<String> fields = new ArrayList<>(List.of(text(body).split("&")));
        List<String> before = List.copyOf(fields);
        while (fields.equals(before)) {
            Collections.shuffle(fields, random);
        }
        return String.join("&", fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same form by another encoder: hex digits of escapes in lower case. */
    private static byte[] reencoded(byte[] body) {
        return text(body).replace("%2F", "%2f").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
