package org.applicantrelay.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/** Ends with a fault where a body drips or falls silent: it would hold one of a partner's few connections for as long as it likes. */
public class SteadyInputStream extends FilterInputStream {

    private final long begin = System.nanoTime();
    private final long grace;
    private final long leastPerSecond;
    private final Fault slow;
    private long count;

    /**
     * @param grace before the speed is looked at
     * @param leastPerSecond bytes, on the average since the beginning
     */
    public SteadyInputStream(InputStream content, Duration grace, long leastPerSecond, Fault slow) {
        super(content);
        this.grace = grace.toNanos();
        this.leastPerSecond = leastPerSecond;
        this.slow = slow;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw new RelayException(slow);
        }
        if (read > 0) {
            count += read;
            long passed = System.nanoTime() - begin;
            if (passed > grace && count < leastPerSecond * (passed / 1e9)) {
                throw new RelayException(slow);
            }
        }
        return read;
    }
}
