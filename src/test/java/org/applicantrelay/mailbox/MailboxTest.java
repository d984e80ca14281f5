package org.applicantrelay.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.FakeContents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MailboxTest {

    private static final String BODY = "\r\n\r\nDear team\r\n";

    private final FakeContents contents = new FakeContents();
    private final Mailbox mailbox = new Mailbox(contents, "4242", DataSize.ofKilobytes(1));

    @Test
    void fetchesAMailAsItLies() throws Exception {
        byte[] raw = {'S', 'u', 'b', 'j', ':', ' ', (byte) 0xff, '\r', '\n', '\r', '\n', 0, (byte) 0x80};
        mailbox.fetch(message(new ByteArrayInputStream(raw)));
        assertThat(contents.bytes()).isEqualTo(raw);
    }

    @Test
    void refusesAMailThatIsTooLarge() {
        assertFault(new ByteArrayInputStream(new byte[1025]), Fault.MAIL_TOO_LARGE);
    }

    @Test
    void leavesAMailToTheNextPollWhereTheServerBreaksOff() {
        assertFault(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                },
                Fault.MAILBOX_UNAVAILABLE);
    }

    private void assertFault(InputStream raw, Fault fault) {
        assertThatThrownBy(() -> mailbox.fetch(message(raw)))
                .satisfies(thrown -> assertThat(Faults.of(thrown).fault()).isEqualTo(fault));
    }

    @Test
    void announcesWhomTheHeadersName() throws Exception {
        Arrival arrival = arrival("X-Itrackid: 33139609\r\nX-iTrackID-ClientID: 4242\r\nX-ITRACKID-JobID: 33007724\r\n"
                + "X-Itrackid-Reference: testref123\r\nX-Itrackid-ClientReference: Some-CUSTOM-Ref");

        assertThat(arrival).isEqualTo(new Arrival(Channel.MAIL, "33139609", null, null, null, null, null));
        assertThat(arrival.getKey()).isEqualTo("idibu:33139609");
    }

    @Test
    void holdsAMailThatNamesNobodyUnderItsDigest() throws Exception {
        for (String header :
                new String[] {"Subject: Hello", "X-iTrackID: 12; drop", "X-iTrackID: 1\r\nX-iTrackID: 2"}) {
            Arrival arrival = arrival(header);
            assertThat(arrival.held()).as(header).isEqualTo(Fault.NO_TRACK_ID);
            assertThat(arrival.getKey()).matches("mail:[0-9a-f]{64}");
        }
    }

    @Test
    void holdsAMailOfAnotherAccount() throws Exception {
        assertThat(arrival("X-iTrackID: 33139609\r\nX-iTrackID-ClientID: 4243").held())
                .isEqualTo(Fault.WRONG_ACCOUNT);
        assertThat(arrival("X-iTrackID: 33139609").held()).isNull();
    }

    private Arrival arrival(String header) throws Exception {
        Content staged =
                mailbox.fetch(message(new ByteArrayInputStream((header + BODY).getBytes(StandardCharsets.US_ASCII))));
        return mailbox.arrival(staged);
    }

    private static IMAPMessage message(InputStream raw) throws Exception {
        IMAPMessage message = mock(IMAPMessage.class);
        when(message.getMimeStream()).thenReturn(raw);
        return message;
    }
}
