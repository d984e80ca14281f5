package org.applicantrelay.sandbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A CV as Jobtrain received it.
 *
 * @param bytes null where a large one was not kept, see {@link JobtrainSimulator#keepCvBytes(boolean)}
 */
public record Cv(String fileName, String contentType, byte[] bytes, long length, String sha256) {

    /** The digest in lower-case hex, for tests that compare what left idibu with what reached Jobtrain. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Cv named(String newFileName, String newContentType) {
        return new Cv(
                newFileName == null ? fileName : newFileName,
                newContentType == null ? contentType : newContentType,
                bytes,
                length,
                sha256);
    }
}
