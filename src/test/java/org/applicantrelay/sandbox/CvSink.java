package org.applicantrelay.sandbox;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Takes a CV as it streams in; a large one leaves only its digest and length behind, unless all are kept. */
final class CvSink extends OutputStream {

    private static final int LARGE = 64 * 1024;
    private static final int LARGEST_HINT = 256 * 1024 * 1024;

    private final boolean keepAll;
    private final MessageDigest digest = Cv.newDigest();
    private byte[] kept;
    private long length;

    /**
     * A sink for one CV.
     *
     * @param expected about how many bytes will come, so that a large CV is not copied again and again
     */
    CvSink(boolean keepAll, long expected) {
        this.keepAll = keepAll;
        this.kept = new byte[(int) Math.max(0, Math.min(expected, keepAll ? LARGEST_HINT : LARGE))];
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        int before = (int) length;
        length += count;
        if (!keepAll && length > LARGE) {
            kept = null;
        }
        if (kept != null) {
            if (length > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.max(length, kept.length * 3L / 2));
            }
            System.arraycopy(bytes, offset, kept, before, count);
        }
    }

    Cv cv() {
        String sha256 = HexFormat.of().formatHex(digest.digest());
        byte[] bytes = kept == null || kept.length == length ? kept : Arrays.copyOf(kept, (int) length);
        return new Cv(null, null, bytes, length, sha256);
    }
}
