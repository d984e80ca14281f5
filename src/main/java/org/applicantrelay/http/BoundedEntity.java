package org.applicantrelay.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.applicantrelay.fault.Fault;

/** An answer whose body is bounded in bytes and time. */
class BoundedEntity extends HttpEntityWrapper {

    private final long most;
    private final long deadline;
    private final Fault broken;
    private final Runnable abort;
    private InputStream content;

    BoundedEntity(HttpEntity entity, long most, Duration longest, Fault broken, Runnable abort) {
        super(entity);
        this.most = most;
        this.deadline = System.nanoTime() + longest.toNanos();
        this.broken = broken;
        this.abort = abort;
    }

    @Override
    public InputStream getContent() throws IOException {
        // Once: Camel's HTTP producer asks for it again, to see that it is at its end.
        if (content == null) {
            content = new BoundedInputStream(super.getContent(), most, deadline, Fault.ANSWER_TOO_LARGE, broken, abort)
                    .endingAfter(getContentLength());
        }
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = getContent()) {
            content.transferTo(out);
        }
    }
}
