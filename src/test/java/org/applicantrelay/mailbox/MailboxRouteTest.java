package org.applicantrelay.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.applicantrelay.content.Content;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** {@code routes/sources/idibu-mailbox} as it is shipped, on a real IMAP server; its beans' work is the test's to say. */
class MailboxRouteTest {

    private static final int PATIENCE = 15_000;
    private static final String MAIL = "X-iTrackID: 7\r\nCamelHttpUri: http://stranger.example/\r\nmoveTo: Stranger\r\n"
            + "CamelMailMoveTo: Stranger\r\nSubject: =?bogus-8?Q?x?=\r\nContent-Type: text/plain; charset=bogus-8\r\n"
            + "\r\nDear team\r\n";

    private final SandboxMailbox mailbox = SandboxMailbox.withImaps();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Mailbox mails = mock(Mailbox.class);
    private final MailboxTurns turns = mock(MailboxTurns.class);
    private final AtomicReference<Map<String, Object>> headers = new AtomicReference<>();

    @BeforeEach
    void deliverOne() throws Exception {
        mailbox.deliver(MAIL.getBytes(StandardCharsets.US_ASCII));
        when(turns.begin(any(), any())).thenReturn(true);
        when(mails.fetch(any())).thenReturn(mock(Content.class));
        when(mails.arrival(any())).thenReturn(Arrival.held("abc", Fault.NO_TRACK_ID));
    }

    @AfterEach
    void stop() {
        camel.stop();
        mailbox.close();
    }

    @Test
    void aMailIsHandedOverBareThenFlagged() throws Exception {
        start("imap", "localhost", "", false);

        verify(turns, timeout(PATIENCE).atLeastOnce()).commit(any(), any(), anyInt());
        assertThat(mailbox.unseen()).isZero();
        assertThat(mailbox.count("INBOX")).isOne();
        assertThat(mailbox.total()).isOne();
        assertThat(headers.get()).isEmpty();
    }

    @Test
    void orMovedIfThereIsAFolderForIt() throws Exception {
        start("imap", "localhost", "Done", false);

        verify(turns, timeout(PATIENCE).atLeastOnce()).commit(any(), any(), anyInt());
        assertThat(mailbox.count("INBOX")).isZero();
        assertThat(mailbox.count("Done")).isOne();
        assertThat(mailbox.count("Stranger")).isZero();
    }

    @Test
    void aPollThatIsAskedForIsMadeByTheClockThatMakesAllOthers() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        when(turns.begin(any(), any())).thenAnswer(poll -> {
            threads.add(Thread.currentThread().getName());
            return true;
        });
        start("imap", "localhost", "", false, "relay.mailbox.interval", "1h");
        verify(turns, timeout(PATIENCE)).commit(any(), any(), anyInt());

        camel.getRegistry().lookupByNameAndType("mailboxClock", Executor.class).execute((Runnable)
                camel.getRoute("idibu-mailbox").getConsumer());

        verify(turns, timeout(PATIENCE).times(2)).commit(any(), any(), anyInt());
        assertThat(threads).containsExactly("mailbox-poll");
    }

    @Test
    void aMailThatIntakeDidNotCommitStaysUnseen() throws Exception {
        RelayException database = new RelayException(Fault.DATABASE);
        when(mails.arrival(any())).thenThrow(database);
        doThrow(database).when(turns).leave(any(), any());
        start("imap", "localhost", "Done", false);

        verify(turns, timeout(PATIENCE).atLeastOnce()).commit(any(), any(), anyInt());
        assertThat(mailbox.unseen()).isOne();
        assertThat(mailbox.count("Done")).isZero();
    }

    @Test
    void whatIsNotOurTurnIsNotRead() throws Exception {
        doThrow(new RelayException(Fault.MAILBOX_UNAVAILABLE)).when(turns).next();
        doThrow(new RelayException(Fault.MAILBOX_UNAVAILABLE)).when(turns).leave(any(), any());
        start("imap", "localhost", "", false);

        verify(turns, timeout(PATIENCE).atLeastOnce()).commit(any(), any(), anyInt());
        verify(mails, never()).fetch(any());
        assertThat(mailbox.unseen()).isOne();
    }

    @Test
    void aServerWithACertificateOfABundleIsTrusted() throws Exception {
        start("imaps", "localhost", "", true);

        verify(turns, timeout(PATIENCE).atLeastOnce()).commit(any(), any(), anyInt());
        assertThat(mailbox.unseen()).isZero();
    }

    @Test
    void aServerThatNobodyVouchesForIsNot() throws Exception {
        start("imaps", "localhost", "", false);

        assertThat(refusal()).isEqualTo(Fault.MAILBOX_UNAVAILABLE);
        assertThat(mailbox.unseen()).isOne();
    }

    @Test
    void noMoreThanOneWithAnothersCertificate() throws Exception {
        start("imaps", "127.0.0.1", "", true);

        assertThat(refusal()).isEqualTo(Fault.MAILBOX_UNAVAILABLE);
        assertThat(mailbox.unseen()).isOne();
    }

    @Test
    void aWrongPasswordHasACodeOfItsOwn() throws Exception {
        start("imap", "localhost", "", false, "relay.mailbox.password", "wrong");

        assertThat(refusal()).isEqualTo(Fault.MAILBOX_CREDENTIALS);
    }

    private Fault refusal() throws Exception {
        ArgumentCaptor<Exception> thrown = ArgumentCaptor.forClass(Exception.class);
        verify(turns, timeout(PATIENCE).atLeastOnce()).rollback(any(), any(), anyInt(), thrown.capture());
        verify(turns, timeout(PATIENCE).atLeastOnce()).handleException(any(), any());
        verify(mails, never()).fetch(any());
        return Faults.of(thrown.getValue()).fault();
    }

    private void start(String protocol, String host, String processed, boolean trusted, String... more)
            throws Exception {
        Properties settings = new Properties();
        settings.putAll(mailbox.properties());
        settings.put("relay.mailbox.protocol", protocol);
        settings.put("relay.mailbox.host", host);
        settings.put(
                "relay.mailbox.port",
                String.valueOf(protocol.equals("imaps") ? mailbox.imapsPort() : mailbox.imapPort()));
        settings.put("relay.mailbox.folder", "INBOX");
        settings.put("relay.mailbox.processed-folder", processed);
        settings.put("relay.mailbox.ssl-bundle", trusted ? "mail" : "");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        camel.getPropertiesComponent().setInitialProperties(settings);
        bind(settings);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:applicant-intake").process(MailboxRouteTest.this::note);
                from("direct:dead-letter").process(exchange -> {
                    throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
                });
            }
        });
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/sources/idibu-mailbox.camel.yaml"));
        camel.start();
    }

    private void note(Exchange exchange) {
        headers.set(Map.copyOf(exchange.getMessage().getHeaders()));
    }

    private void bind(Properties settings) {
        RelayProperties relay = TestSettings.relay(settings.entrySet().stream()
                .filter(setting -> setting.getKey().toString().startsWith("relay."))
                .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                .map(Object::toString)
                .toArray(String[]::new));
        PemSslStoreDetails certificate = PemSslStoreDetails.forCertificate(SandboxMailbox.certificate());
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry(
                "mail", SslBundle.of((SslStoreBundle) new PemSslStoreBundle(null, certificate)));
        MailboxConfiguration configuration = new MailboxConfiguration();
        camel.getRegistry().bind("mailboxAuthenticator", configuration.mailboxAuthenticator(relay));
        camel.getRegistry().bind("mailboxTrust", configuration.mailboxTrust(relay, bundles));
        camel.getRegistry().bind("untouchedMail", configuration.untouchedMail());
        camel.getRegistry().bind("mailNumbers", configuration.mailNumbers());
        camel.getRegistry().bind("mailboxClock", configuration.mailboxClock());
        camel.getRegistry().bind("mailbox", mails);
        camel.getRegistry().bind("mailboxTurns", turns);
    }
}
