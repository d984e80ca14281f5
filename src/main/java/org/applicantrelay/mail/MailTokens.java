package org.applicantrelay.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/**
 * The parts of one message, one after the other; a message within it is a part like others. All calls to mime4j stand
 * here: whatever it throws becomes a fault that quotes nothing of the mail, while exceptions of the stream below pass
 * as they are.
 */
final class MailTokens {

    /** In bytes, per header of a message or part; mime4j's own limits come only after a line is in memory. */
    private static final int LONGEST_HEADER = 1 << 20;

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .build();

    private final Source source;
    private final MimeTokenStream tokens;

    /** @param oddities told, without any content, what is amiss */
    MailTokens(InputStream raw, Consumer<String> oddities) {
        this.source = new Source(raw);
        this.tokens = new MimeTokenStream(LENIENT, monitor(oddities), new PartHeader());
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(source);
    }

    private static DecodeMonitor monitor(Consumer<String> oddities) {
        return new DecodeMonitor() {
            @Override
            public boolean isListening() {
                return true;
            }

            @Override
            public boolean warn(String error, String dropped) {
                if (error.equals(Event.MIME_BODY_PREMATURE_END.toString())) {
                    oddities.accept("cut short");
                }
                return false;
            }
        };
    }

    EntityState next() throws IOException {
        EntityState state = guarded(tokens::next);
        if (state == EntityState.T_START_HEADER) {
            source.headerLeft = LONGEST_HEADER;
        } else if (state == EntityState.T_END_HEADER) {
            source.headerLeft = Long.MAX_VALUE;
        }
        return state;
    }

    /** Of the part that begins here. */
    PartHeader header() {
        return (PartHeader) tokens.getBodyDescriptor();
    }

    /** The bytes of the part that begins here, in their transfer encoding. */
    InputStream body() {
        return new Guarded(tokens.getInputStream());
    }

    private <T> T guarded(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (RelayException e) {
            throw e;
        } catch (MimeException | IOException | RuntimeException e) {
            source.rethrow(e);
            throw new RelayException(Fault.MAIL_UNREADABLE, e.getClass().getSimpleName());
        }
    }

    private interface Step<T> {
        T take() throws MimeException, IOException;
    }

    private final class Guarded extends InputStream {

        private final InputStream body;

        Guarded(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            return guarded(body::read);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return guarded(() -> body.read(buffer, offset, length));
        }
    }

    /** The stream below: it knows what it threw itself, and ends with a fault within too long a header. */
    private static final class Source extends InputStream {

        private final InputStream raw;
        private long headerLeft = LONGEST_HEADER;
        private Exception thrown;

        Source(InputStream raw) {
            this.raw = raw;
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
                read = raw.read(buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                thrown = e;
                throw e;
            }
            headerLeft -= Math.max(read, 0);
            if (headerLeft < 0) {
                throw new RelayException(Fault.MAIL_UNREADABLE, "a header of more than " + LONGEST_HEADER + " bytes");
            }
            return read;
        }

        void rethrow(Exception e) throws IOException {
            if (e == thrown && e instanceof IOException own) {
                throw own;
            }
            if (e == thrown && e instanceof RuntimeException own) {
                throw own;
            }
        }
    }
}
