package org.applicantrelay.mailbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.BoundedInputStream;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.mail.MailReader;
import org.applicantrelay.mail.ReadMail;
import org.applicantrelay.settings.RelayProperties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Fetches a mail into the store as it lies, and only then looks at it: what cannot be read is kept like any other, and no
 * transaction waits for the mail server.
 */
@Component
public class Mailbox {

    /** No usual mail server takes one as large. */
    private static final DataSize LARGEST_MAIL = DataSize.ofMegabytes(200);

    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    private final Contents contents;
    private final String clientId;
    private final DataSize largest;

    @Autowired
    Mailbox(Contents contents, RelayProperties relay) {
        this(contents, relay.idibu().clientId(), LARGEST_MAIL);
    }

    Mailbox(Contents contents, String clientId, DataSize largest) {
        this.contents = contents;
        this.clientId = clientId;
        this.largest = largest;
    }

    /** What a dead letter can keep of a mail: what was fetched of it, or else the place where it lies. */
    public Object kept(Content fetched, Message message) throws MessagingException {
        if (fetched != null) {
            return fetched;
        }
        String folder = message.getFolder().getFullName();
        return message.getFolder() instanceof UIDFolder numbered
                ? "mail %d of folder %s, validity %d"
                        .formatted(numbered.getUID(message), folder, numbered.getUIDValidity())
                : "mail of folder " + folder;
    }

    /**
     * The mail as it lies in the mailbox, staged in the store.
     *
     * @throws RelayException MAILBOX_UNAVAILABLE, MAIL_TOO_LARGE
     */
    public Content fetch(IMAPMessage message) throws IOException, MessagingException {
        long deadline = System.nanoTime() + LONGEST_FETCH.toNanos();
        try (InputStream raw = new BoundedInputStream(
                message.getMimeStream(),
                largest.toBytes(),
                deadline,
                Fault.MAIL_TOO_LARGE,
                Fault.MAILBOX_UNAVAILABLE,
                () -> {})) {
            return contents.stage(Content.Kind.MAIL, raw);
        }
    }

    /**
     * What a staged mail says of an applicant. Anyone can send one, so this is a hint only: delivery asks idibu before
     * anything comes of it. A mail that names no applicant, or one of another account, is kept under its own digest.
     */
    public Arrival arrival(Content staged) throws IOException {
        try (InputStream raw = contents.open(staged)) {
            ReadMail mail = MailReader.head(raw);
            return Arrival.forwarded(mail.track(), staged.getSha256(), clientId);
        } catch (RelayException e) {
            return Arrival.held(staged.getSha256(), e.fault());
        }
    }
}
