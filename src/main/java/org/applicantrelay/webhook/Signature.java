package org.applicantrelay.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.applicantrelay.settings.Secret;

/**
 * What idibu signs an event with: HMAC-SHA256 of the body, with the bytes of the secret (idibu, "Webhooks (V2)"). How
 * the digest is written is not documented, so hex in any case and base64 are both taken.
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec[] keys;

    /** @param previous still taken; null or blank for none */
    Signature(Secret current, Secret previous) {
        keys = Stream.of(current, previous)
                .filter(secret -> secret != null && !secret.isBlank())
                .map(secret -> new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toArray(SecretKeySpec[]::new);
    }

    /**
     * Whether {@code given} is the signature of these bytes. Takes the same time whatever is wrong with it: each key and
     * each spelling is always tried. The texts are compared, for decoders of base64 pass over bits that do not count.
     */
    boolean isOf(byte[] body, String given) {
        if (given == null) {
            return false;
        }
        boolean genuine = false;
        for (SecretKeySpec key : keys) {
            byte[] digest = digest(key, body);
            genuine |= same(HexFormat.of().formatHex(digest), given.toLowerCase(Locale.ROOT));
            genuine |= same(Base64.getEncoder().encodeToString(digest), given);
        }
        return genuine;
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digest(SecretKeySpec key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
        }
    }
}
