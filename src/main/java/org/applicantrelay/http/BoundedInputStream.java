package org.applicantrelay.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/** Ends with a fault when a body grows too large or takes too long: a socket timeout sees neither. */
public class BoundedInputStream extends FilterInputStream {

    private final long most;
    private final long deadline;
    private final Fault tooLarge;
    private final Fault broken;
    private long count;

    /**
     * @param most bytes
     * @param deadline a value of {@link System#nanoTime()}
     */
    public BoundedInputStream(InputStream content, long most, long deadline, Fault tooLarge, Fault broken) {
        super(content);
        this.most = most;
        this.deadline = deadline;
        this.tooLarge = tooLarge;
        this.broken = broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new RelayException(broken, "the answer takes too long");
        }
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (RelayException e) {
            throw e;
        } catch (IOException e) {
            throw new RelayException(
                    broken, "the answer broke off, " + e.getClass().getSimpleName());
        }
        count += Math.max(read, 0);
        if (count > most) {
            throw new RelayException(tooLarge, "more than " + most + " bytes");
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) {
            skipped++;
        }
        return skipped;
    }
}
