package org.applicantrelay.jobtrain;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that asks for the right to be sent before each of its pieces: Jobtrain acts on a request only once it is whole. Not
 * after the last one: the client flushes what it has when it closes a connection.
 */
final class RightfulEntity extends HttpEntityWrapper {

    private final SendingRight right;

    RightfulEntity(HttpEntity body, SendingRight right) {
        super(body);
        this.right = right;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        super.writeTo(new Asking(out));
    }

    private final class Asking extends FilterOutputStream {

        Asking(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            right.check();
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            right.check();
            out.write(bytes, offset, length);
        }
    }
}
