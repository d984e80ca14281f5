package org.applicantrelay.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens records with AES-256-GCM. A sealed record is: version (1 byte), key id (4), nonce (12), then
 * cipher text and tag; the associated data that it was sealed with must be given again to open it, so that a record
 * moved to another row does not open.
 */
public final class Vault {

    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int TAG_BYTES = TAG_BITS / 8;
    private static final int HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
    private final int currentKey;
    private final Integer previousKey;
    private final SecretKeySpec hashKey;
    private final SecretKeySpec previousHashKey;

    /**
     * @param key 32 bytes; what is sealed from now on is sealed with it
     * @param previous 32 bytes that older records were sealed with, or null
     */
    public Vault(byte[] key, byte[] previous) {
        currentKey = add(key);
        Integer other = previous == null ? null : Integer.valueOf(add(previous));
        previousKey = other == null || other == currentKey ? null : other;
        hashKey = hashKey(key);
        previousHashKey = previous == null ? null : hashKey(previous);
    }

    private static SecretKeySpec hashKey(byte[] key) {
        return new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "e-mail hash"), "HmacSHA256");
    }

    private int add(byte[] key) {
        byte[] sealingKey = hmac(new SecretKeySpec(key, "HmacSHA256"), "sealing");
        int id = ByteBuffer.wrap(hmac(new SecretKeySpec(key, "HmacSHA256"), "key id"))
                .getInt();
        keys.putIfAbsent(id, new SecretKeySpec(sealingKey, "AES"));
        return id;
    }

    /** {@code plain} sealed; {@code context} names the record it belongs to. */
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, currentKey, nonce, context);
            ByteBuffer sealed = ByteBuffer.allocate(HEADER_BYTES + cipher.getOutputSize(plain.length));
            sealed.put(VERSION).putInt(currentKey).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot seal with AES-GCM", e);
        }
    }

    /** Id of the key that records are sealed with now. */
    byte[] currentKeyId() {
        return keyId(currentKey);
    }

    /** Id of the other key that records can be read with; null where there is none. */
    byte[] previousKeyId() {
        return previousKey == null ? null : keyId(previousKey);
    }

    /** Whether records sealed with the key of that id can be read. */
    boolean knows(byte[] keyId) {
        return keyId.length == KEY_ID_BYTES
                && keys.containsKey(ByteBuffer.wrap(keyId).getInt());
    }

    /** Whether {@code sealed} was sealed with the key of that id. */
    static boolean isSealedWith(byte[] keyId, byte[] sealed) {
        return sealed.length > KEY_ID_BYTES && Arrays.equals(keyId, 0, KEY_ID_BYTES, sealed, 1, 1 + KEY_ID_BYTES);
    }

    private static byte[] keyId(int key) {
        return ByteBuffer.allocate(KEY_ID_BYTES).putInt(key).array();
    }

    /** Whether {@code sealed} was sealed with the key that is written with now. */
    public boolean isSealedWithCurrentKey(byte[] sealed) {
        return isSealedWith(currentKeyId(), sealed);
    }

    /** The plain bytes of {@code sealed}; {@link UnreadableRecordException} for a wrong key, context or damage. */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] != VERSION) {
            throw new UnreadableRecordException("The record is not one that this version has sealed");
        }
        ByteBuffer header = ByteBuffer.wrap(sealed, 1, KEY_ID_BYTES);
        int keyId = header.getInt();
        if (!keys.containsKey(keyId)) {
            throw new UnreadableRecordException("The record was sealed with another key than the one given"
                    + " in relay.privacy.encryption-key or encryption-key-previous");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_BYTES, HEADER_BYTES);
            return cipher(Cipher.DECRYPT_MODE, keyId, nonce, context)
                    .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (AEADBadTagException e) {
            throw new UnreadableRecordException("The record is damaged or belongs to another row");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot open AES-GCM", e);
        }
    }

    /** The keyed hash that a person is found by: of the e-mail address, lower case, as 64 hex digits. */
    public String emailHash(String email) {
        return emailHash(hashKey, email);
    }

    /** All hashes that a person may be found by: {@link #emailHash}, and the one by the key before a rotation. */
    public List<String> emailHashes(String email) {
        return previousHashKey == null
                ? List.of(emailHash(email))
                : List.of(emailHash(email), emailHash(previousHashKey, email));
    }

    private static String emailHash(SecretKeySpec key, String email) {
        return HexFormat.of().formatHex(hmac(key, email.strip().toLowerCase(Locale.ROOT)));
    }

    /** The keyed hash that a credential is known again by, as 64 hex digits; never that of an address. */
    public String secretHash(String secret) {
        return HexFormat.of().formatHex(hmac(hashKey, "secret\n" + secret));
    }

    private Cipher cipher(int mode, int keyId, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HmacSHA256", e);
        }
    }

    /** A SHA-256 digest to be fed; for what is no secret. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    /** SHA-256 of {@code content} as 64 hex digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }
}
