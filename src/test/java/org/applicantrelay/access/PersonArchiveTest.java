package org.applicantrelay.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.FakeContents;
import org.junit.jupiter.api.Test;

class PersonArchiveTest {

    private static final int FILE_BYTES = 100_000_000;
    private static final int MOST_MEMORY = 5_000_000;

    @Test
    void aFileIsNeverWholeInMemory() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PersonArchive archive = new PersonArchive(OutputStream.nullOutputStream(), Instant.EPOCH);
        Content file = new FakeContents()
                .keep(UUID.randomUUID(), Content.Kind.FILE, 0, "cv.pdf", InputStream.nullInputStream());
        long before = threads.getCurrentThreadAllocatedBytes();

        archive.add(archive.add(new Application("7", "LISTING", Instant.EPOCH)), file, Zeros::new);
        archive.finish();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
    }

    private static final class Zeros extends InputStream {
        private int left = FILE_BYTES;

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = Math.min(left, length);
            left -= read;
            return read;
        }
    }
}
