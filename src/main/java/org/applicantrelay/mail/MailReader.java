package org.applicantrelay.mail;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a forwarded mail as it streams by: nothing but its headers and its text is ever whole in memory. Lenient
 * throughout; what cannot be read at all ends in {@link org.applicantrelay.fault.Fault#MAIL_UNREADABLE}.
 */
public final class MailReader {

    private MailReader() {}

    /**
     * The whole mail, whose files go to {@code sink} as they pass; {@code raw} is left open.
     *
     * @throws IOException what {@code raw} or {@code sink} throw, unchanged
     */
    public static ReadMail read(InputStream raw, FileSink sink) throws IOException {
        return new MailWalk(sink).whole(raw);
    }

    /**
     * A look at the outermost header, which is enough where it names the applicant: text and files are then left out.
     * Else the whole mail is read, for a message that was forwarded as attachment may name it; files are passed over.
     */
    public static ReadMail head(InputStream raw) throws IOException {
        return new MailWalk((position, name, content) -> {}).head(raw);
    }
}
