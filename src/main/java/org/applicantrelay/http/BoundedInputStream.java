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
    private final Runnable abort;
    private long announced = -1;
    private long count;
    private boolean ended;

    /**
     * @param most bytes
     * @param deadline a value of {@link System#nanoTime()}
     * @param abort breaks the connection off; called at the close of a body that was not read to its end, for the
     *     HTTP client's own close would first read all the rest of it
     */
    public BoundedInputStream(
            InputStream content, long most, long deadline, Fault tooLarge, Fault broken, Runnable abort) {
        super(content);
        this.most = most;
        this.deadline = deadline;
        this.tooLarge = tooLarge;
        this.broken = broken;
        this.abort = abort;
    }

    /**
     * The body has so many bytes, as it was announced: whoever has read them all has read it to its end. Camel's HTTP
     * producer does not ask for more, and without this each of its small answers would cost a connection.
     *
     * @param bytes negative where that is not known
     */
    BoundedInputStream endingAfter(long bytes) {
        announced = bytes;
        return this;
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
        ended = read < 0 || count == announced;
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

    @Override
    public void close() throws IOException {
        if (!ended) {
            abort.run();
        }
        super.close();
    }
}
