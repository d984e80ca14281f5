package org.applicantrelay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The mailbox of the sandbox, read by the IMAP client of Angus Mail. */
class SandboxMailboxTest {

    private final IdibuSimulator idibu = new IdibuSimulator();
    private final List<SandboxMailbox> mailboxes = new ArrayList<>();

    @AfterEach
    void close() {
        mailboxes.forEach(SandboxMailbox::close);
        idibu.close();
    }

    @Test
    void whatIsDeliveredIsReadByteForByte() throws Exception {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        byte[] eightBits = "Subject: Gr\u00fc\u00dfe\r\nX-iTrackID: 7\r\nno colon here\r\n\r\nB\u00f6dy\r\n"
                .getBytes(StandardCharsets.UTF_8);
        List<byte[]> mails = List.of(
                mail().raw(),
                mail().charset("x-bogus").withoutMessageId().raw(),
                mail().wrapped(ForwardedMail.Wrapping.FORWARDED_BY_A_PERSON).raw(),
                eightBits);
        mails.forEach(mailbox::deliver);

        assertThat(mailbox.unseen()).isEqualTo(4);
        assertThat(mailbox.messages("INBOX")).containsExactlyElementsOf(mails);
        try (Store store = imap(mailbox)) {
            assertThat(read(store)).containsExactlyElementsOf(mails);
        }
        assertThat(mailbox.count("INBOX")).isEqualTo(4);
        assertThat(mailbox.unseen()).isZero();
        assertThat(mailbox.count("Processed")).isZero();
    }

    @Test
    void smtpAddsLinesAndChangesNone() {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        byte[] raw = mail().withoutMessageId()
                .to("somebody.else@example.org")
                .header("mail.smtp.host: evil.example")
                .raw();
        mailbox.send(raw);

        assertThat(mailbox.count("INBOX")).isEqualTo(1);
        assertThat(mailbox.total()).isEqualTo(1);
        String stored = new String(mailbox.messages("INBOX").get(0), StandardCharsets.US_ASCII);
        assertThat(stored)
                .startsWith("Return-Path: <idibu@sandbox.example>\r\nReceived: ")
                .contains("\r\n" + new String(raw, StandardCharsets.US_ASCII).strip())
                .doesNotContainIgnoringCase("Message-ID");
    }

    @Test
    void largeMailsPassByBothWays() throws Exception {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        byte[] raw = idibu.mail(idibu.add(NewApplicant.builder()
                        .file("cv.pdf", SampleCv.pdf("Ada", 25 * 1024 * 1024))
                        .build()))
                .raw();
        mailbox.deliver(raw);
        mailbox.send(raw);
        // With the 16 KB that a reader asks for by default, the server writes the whole mail 2,000 times.
        Properties large = new Properties();
        large.put("mail.imap.fetchsize", String.valueOf(4 * 1024 * 1024));
        try (Store store = imap("imap", mailbox.imapPort(), SandboxMailbox.PASSWORD, large)) {
            List<byte[]> mails = read(store);
            assertThat(mails.get(0)).isEqualTo(raw);
            assertThat(mails.get(1)).hasSizeGreaterThan(raw.length);
        }
    }

    @Test
    void movedMailsLieInTheOtherFolder() throws Exception {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        mailbox.deliver(mail().raw());
        try (Store store = imap(mailbox)) {
            Folder inbox = store.getFolder("INBOX");
            Folder processed = store.getFolder("Processed");
            processed.create(Folder.HOLDS_MESSAGES);
            inbox.open(Folder.READ_WRITE);
            inbox.copyMessages(inbox.getMessages(), processed);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            inbox.close(true);
        }
        assertThat(mailbox.count("INBOX")).isZero();
        assertThat(mailbox.count("Processed")).isEqualTo(1);
        assertThat(mailbox.total()).isEqualTo(1);
    }

    @Test
    void onlyTheUserGetsIn() {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        assertThatThrownBy(() -> imap("imap", mailbox.imapPort(), "wrong", new Properties()))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void offlineNobodyConnectsAndTheMailsStay() throws Exception {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        mailbox.deliver(mail().raw());
        int port = mailbox.imapPort();
        Store open = imap(mailbox);

        mailbox.goOffline();
        mailbox.goOffline();
        assertThatThrownBy(() -> imap(mailbox)).isInstanceOf(MessagingException.class);
        assertThatThrownBy(() -> mailbox.send(mail().raw())).isInstanceOf(UncheckedIOException.class);
        assertThat(open.isConnected()).isFalse();
        assertThat(mailbox.unseen()).isEqualTo(1);

        mailbox.goOnline();
        mailbox.goOnline();
        assertThat(mailbox.imapPort()).isEqualTo(port);
        mailbox.send(mail().raw());
        try (Store store = imap(mailbox)) {
            assertThat(read(store)).hasSize(2);
        }
    }

    @Test
    void imapsIsTrustedByItsCertificateOnly() throws Exception {
        SandboxMailbox mailbox = started(SandboxMailbox.withImaps());
        mailbox.deliver(mail().raw());
        assertThatThrownBy(() -> imap("imaps", mailbox.imapsPort(), SandboxMailbox.PASSWORD, new Properties()))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("PKIX");

        Properties trusting = new Properties();
        trusting.put(
                "mail.imaps.ssl.socketFactory",
                trust(SandboxMailbox.certificate()).getSocketFactory());
        trusting.put("mail.imaps.ssl.checkserveridentity", "true");
        try (Store store = imap("imaps", mailbox.imapsPort(), SandboxMailbox.PASSWORD, trusting)) {
            assertThat(read(store)).hasSize(1);
        }
        assertThat(mailbox.secureProperties())
                .containsEntry("relay.mailbox.protocol", "imaps")
                .containsEntry("relay.mailbox.port", String.valueOf(mailbox.imapsPort()))
                .containsEntry("relay.mailbox.ssl-bundle", "sandbox-mailbox")
                .containsEntry(
                        "spring.ssl.bundle.pem.sandbox-mailbox.truststore.certificate", SandboxMailbox.certificate());
    }

    @Test
    void theSettingsLeadToTheInbox() throws Exception {
        SandboxMailbox mailbox = started(new SandboxMailbox());
        Map<String, String> settings = mailbox.properties();
        assertThat(settings)
                .containsEntry("relay.mailbox.enabled", "true")
                .containsEntry("relay.mailbox.protocol", "imap")
                .containsKey("relay.mailbox.interval");
        Store store = Session.getInstance(new Properties()).getStore(settings.get("relay.mailbox.protocol"));
        store.connect(
                settings.get("relay.mailbox.host"),
                Integer.parseInt(settings.get("relay.mailbox.port")),
                settings.get("relay.mailbox.username"),
                settings.get("relay.mailbox.password"));
        assertThat(store.getFolder("INBOX").exists()).isTrue();
        store.close();
        assertThatThrownBy(mailbox::imapsPort).isInstanceOf(IllegalStateException.class);
    }

    private SandboxMailbox started(SandboxMailbox mailbox) {
        mailboxes.add(mailbox);
        return mailbox;
    }

    private ForwardedMail mail() {
        return idibu.mail(idibu.add(NewApplicant.builder()
                .file("Zoë.pdf", SampleCv.pdf("Zoë", 5_000))
                .build()));
    }

    private static Store imap(SandboxMailbox mailbox) throws MessagingException {
        return imap("imap", mailbox.imapPort(), SandboxMailbox.PASSWORD, new Properties());
    }

    private static Store imap(String protocol, int port, String password, Properties properties)
            throws MessagingException {
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect("localhost", port, SandboxMailbox.ADDRESS, password);
        return store;
    }

    private static List<byte[]> read(Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        List<byte[]> mails = new ArrayList<>();
        for (Message message : inbox.getMessages()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            mails.add(out.toByteArray());
        }
        inbox.close(false);
        return mails;
    }

    private static SSLContext trust(String pem) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "it",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
