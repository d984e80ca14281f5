package org.applicantrelay.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that tombstones are made with: made once, and never changed, or nobody would be known again. */
final class TombstoneKey {

    static final int BYTES = 32;

    private static final int ID_DIGITS = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;
    private final SecretKeySpec key;
    private final String id;

    /** @param bytes {@value #BYTES} random ones */
    TombstoneKey(byte[] bytes) {
        this.bytes = bytes.clone();
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.id = hmac("tombstone key id").substring(0, ID_DIGITS);
    }

    /** Names the key and says nothing about it: 16 hex digits. */
    String id() {
        return id;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** 64 hex digits, the same for every spelling of an address. */
    String hash(Tombstone.Kind kind, String text) {
        return hmac(kind + "\n" + text.strip().toLowerCase(Locale.ROOT));
    }

    /** Over what a certificate says, 64 hex digits; never the hash of a person. */
    String sign(String text) {
        return hmac("certificate\n" + text);
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "tombstone key " + id;
    }
}
