package org.applicantrelay.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.content.MediaTypes;
import org.applicantrelay.mail.MailReader;
import org.applicantrelay.mail.ReadMail;

/** A forwarded mail that was only looked at: its files have passed by. */
public record SeenMail(ReadMail mail, List<Applicant.File> files) {

    private static final int HEAD = 64 * 1024;

    /**
     * @param raw the mail as it lay in the mailbox; left open
     * @throws org.applicantrelay.fault.RelayException MAIL_UNREADABLE
     */
    public static SeenMail of(InputStream raw) throws IOException {
        List<Applicant.File> files = new ArrayList<>();
        ReadMail mail = MailReader.read(raw, (position, name, bytes) -> {
            byte[] head = bytes.readNBytes(HEAD);
            long size = head.length + bytes.transferTo(OutputStream.nullOutputStream());
            files.add(new Applicant.File(Applicant.File.MAIL, position, name, MediaTypes.detect(head, name), size));
        });
        return new SeenMail(mail, List.copyOf(files));
    }

    /** Personal data throughout. */
    @Override
    public String toString() {
        return "forwarded mail";
    }
}
