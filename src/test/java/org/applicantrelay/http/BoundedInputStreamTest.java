package org.applicantrelay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.Test;

class BoundedInputStreamTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger aborted = new AtomicInteger();

    @Test
    void asManyBytesAsAllowedPass() throws Exception {
        assertThat(bounded(new byte[10], 10, LONG).readAllBytes()).hasSize(10);
        assertThat(bounded(new byte[0], 0, LONG).read()).isEqualTo(-1);
    }

    @Test
    void oneByteMoreIsTooLarge() {
        assertFault(() -> bounded(new byte[11], 10, LONG).readAllBytes(), Fault.FILE_TOO_LARGE);
    }

    @Test
    void singleBytesAndSkippedOnesCountToo() throws Exception {
        InputStream stream = bounded(new byte[] {(byte) 0xff, 2, 3, 4}, 3, LONG);

        assertThat(stream.read()).isEqualTo(0xff);
        assertThat(stream.skip(2)).isEqualTo(2);
        assertFault(stream::read, Fault.FILE_TOO_LARGE);
    }

    @Test
    void afterTheDeadlineNothingIsRead() {
        assertFault(() -> bounded(new byte[1], 10, Duration.ofNanos(-1)).read(), Fault.FILE_UNAVAILABLE);
    }

    @Test
    void aConnectionThatBreaksOffBecomesAFaultThatNamesNoAddress() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("files.example timed out for anna");
            }
        };
        BoundedInputStream stream = new BoundedInputStream(
                broken, 10, System.nanoTime() + LONG.toNanos(), Fault.FILE_TOO_LARGE, Fault.FILE_UNAVAILABLE, () -> {});

        assertThatThrownBy(() -> stream.read(new byte[5]))
                .hasMessage("FILE_UNAVAILABLE: the answer broke off, SocketTimeoutException");
    }

    private BoundedInputStream bounded(byte[] bytes, long most, Duration left) {
        return new BoundedInputStream(
                new ByteArrayInputStream(bytes),
                most,
                System.nanoTime() + left.toNanos(),
                Fault.FILE_TOO_LARGE,
                Fault.FILE_UNAVAILABLE,
                aborted::incrementAndGet);
    }

    @Test
    void aBodyThatWasNotReadToItsEndIsBrokenOffAtTheClose() throws Exception {
        try (InputStream whole = bounded(new byte[10], 10, LONG)) {
            whole.readAllBytes();
        }
        assertThat(aborted).hasValue(0);

        bounded(new byte[10], 10, LONG).close();
        assertThat(aborted).hasValue(1);
    }

    private static void assertFault(ThrowingRead read, Fault fault) {
        assertThatThrownBy(read::run).isInstanceOfSatisfying(RelayException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    private interface ThrowingRead {
        Object run() throws IOException;
    }
}
