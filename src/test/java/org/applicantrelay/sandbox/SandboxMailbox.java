package org.applicantrelay.sandbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/** The mailbox to which idibu forwards: a real server of SMTP and IMAP, on the loopback interface, with one user. */
public final class SandboxMailbox implements AutoCloseable {

    public static final String ADDRESS = "relay@sandbox.example";
    public static final String PASSWORD = "sandbox-mailbox";

    private static final String HOST = "localhost";
    private static final String LOGGER = "com.icegreen.greenmail";
    private static final String BUNDLE = "sandbox-mailbox";

    private final Server server;
    private final GreenMailUser user;

    /** On any free ports, without IMAPS. */
    public SandboxMailbox() {
        this(0, 0);
    }

    /** Without IMAPS; 0 takes any free port. */
    public SandboxMailbox(int smtpPort, int imapPort) {
        this(setup(smtpPort, ServerSetup.PROTOCOL_SMTP), setup(imapPort, ServerSetup.PROTOCOL_IMAP));
    }

    private SandboxMailbox(ServerSetup... setups) {
        beQuiet();
        server = new Server(setups);
        server.start();
        user = server.setUser(ADDRESS, ADDRESS, PASSWORD);
    }

    /** On any free ports, with IMAPS: the certificate is for localhost, made for this process, and nobody trusts it. */
    public static SandboxMailbox withImaps() {
        MailboxKey.use();
        return new SandboxMailbox(
                setup(0, ServerSetup.PROTOCOL_SMTP),
                setup(0, ServerSetup.PROTOCOL_IMAP),
                setup(0, ServerSetup.PROTOCOL_IMAPS));
    }

    public int smtpPort() {
        return server.port(ServerSetup.PROTOCOL_SMTP);
    }

    public int imapPort() {
        return server.port(ServerSetup.PROTOCOL_IMAP);
    }

    public int imapsPort() {
        return server.port(ServerSetup.PROTOCOL_IMAPS);
    }

    /** The certificate of IMAPS as PEM, for whoever is to trust it. */
    public static String certificate() {
        return MailboxKey.certificate();
    }

    /** Puts a mail into the inbox, past SMTP, as it is. */
    public void deliver(byte[] raw) {
        try {
            inbox().store(new MimeMessage((Session) null, new ByteArrayInputStream(raw)));
        } catch (Exception e) {
            throw new IllegalStateException("The mail cannot be stored", e);
        }
    }

    /** Sends a mail by SMTP to this mailbox, as it is, whatever its headers say; the server adds a line or two. */
    public void send(byte[] raw) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", HOST);
        properties.put("mail.smtp.port", String.valueOf(smtpPort()));
        properties.put("mail.smtp.from", "idibu@sandbox.example");
        Session session = Session.getInstance(properties);
        // Transport.send would write a Message-ID where there is none.
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(
                    new MimeMessage(session, new ByteArrayInputStream(raw)),
                    new Address[] {new InternetAddress(ADDRESS)});
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException("The mail cannot be sent", e));
        }
    }

    /** How many mails of the inbox are not flagged as seen. */
    public int unseen() {
        return inbox().getUnseenCount();
    }

    /** How many mails lie in a folder; 0 where there is no such folder. */
    public int count(String folder) {
        MailFolder found = folder(folder);
        return found == null ? 0 : found.getMessageCount();
    }

    /** The mails of a folder as a reader gets them, oldest first. */
    public List<byte[]> messages(String folder) {
        MailFolder found = folder(folder);
        return found == null
                ? List.of()
                : found.getMessages().stream().map(SandboxMailbox::bytes).toList();
    }

    /** How many mails lie in all folders of all users: whoever is written to gets a mailbox. */
    public int total() {
        return server.getReceivedMessages().length;
    }

    /** The settings of a relay that is to read this mailbox by IMAP. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("relay.mailbox.enabled", "true");
        properties.put("relay.mailbox.protocol", "imap");
        properties.put("relay.mailbox.host", HOST);
        properties.put("relay.mailbox.port", String.valueOf(imapPort()));
        properties.put("relay.mailbox.username", ADDRESS);
        properties.put("relay.mailbox.password", PASSWORD);
        properties.put("relay.mailbox.interval", "2s");
        // Spring Boot sets all levels anew.
        properties.put("logging.level." + LOGGER, "WARN");
        return properties;
    }

    /** The same by IMAPS, with a bundle that trusts the certificate. */
    public Map<String, String> secureProperties() {
        Map<String, String> properties = properties();
        properties.put("relay.mailbox.protocol", "imaps");
        properties.put("relay.mailbox.port", String.valueOf(imapsPort()));
        properties.put("relay.mailbox.ssl-bundle", BUNDLE);
        properties.put("spring.ssl.bundle.pem." + BUNDLE + ".truststore.certificate", certificate());
        return properties;
    }

    /** Closes the ports, and every connection; the mails stay. */
    public synchronized void goOffline() {
        server.pause();
    }

    /** Opens the same ports again after {@link #goOffline()}. */
    public synchronized void goOnline() {
        server.resume();
    }

    @Override
    public synchronized void close() {
        server.pause();
        server.stop();
    }

    private MailFolder folder(String name) {
        return name.equalsIgnoreCase("INBOX")
                ? inbox()
                : server.getManagers().getImapHostManager().getFolder(user, name);
    }

    private MailFolder inbox() {
        try {
            return server.getManagers().getImapHostManager().getInbox(user);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(StoredMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.getMimeMessage().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static ServerSetup setup(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, HOST, protocol);
        setup.setServerStartupTimeout(20_000);
        return setup;
    }

    /** Outside of Spring everything is logged, bodies of mails too. */
    private static void beQuiet() {
        if (LoggerFactory.getLogger(LOGGER) instanceof Logger logger && logger.getLevel() == null) {
            logger.setLevel(Level.WARN);
        }
    }

    /** GreenMail, but it can pause: its own stop() throws the mails away, and a free port would be another one. */
    private static final class Server extends GreenMail {

        private final Map<String, Integer> ports = new ConcurrentHashMap<>();
        private List<AbstractServer> running = List.of();
        private List<AbstractServer> created = List.of();

        Server(ServerSetup[] setups) {
            super(setups);
        }

        int port(String protocol) {
            if (!ports.containsKey(protocol)) {
                throw new IllegalStateException("This mailbox has no " + protocol);
            }
            return ports.get(protocol);
        }

        synchronized void pause() {
            running.forEach(AbstractServer::stopService);
            running = List.of();
        }

        synchronized void resume() {
            if (running.isEmpty()) {
                start();
            }
        }

        @Override
        public synchronized void start() {
            super.start();
            running = created;
            running.forEach(each -> ports.put(each.getProtocol(), each.getPort()));
        }

        @Override
        protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
            // The constructor of GreenMail comes here before the field is set.
            ServerSetup[] fixed = ports == null
                    ? setups
                    : Arrays.stream(setups)
                            .map(setup -> setup.port(ports.getOrDefault(setup.getProtocol(), setup.getPort())))
                            .toArray(ServerSetup[]::new);
            Map<String, AbstractServer> services = super.createServices(fixed, managers);
            services.replaceAll((protocol, service) -> protocol.startsWith(ServerSetup.PROTOCOL_IMAP)
                    ? new PromptImapServer(service.getServerSetup(), managers)
                    : service);
            services.values().forEach(service -> service.setDaemon(true));
            created = List.copyOf(services.values());
            return services;
        }
    }

    /** GreenMail's own writes an answer in two packets, and the second waits 40 ms until the first is acknowledged. */
    private static final class PromptImapServer extends AbstractServer {

        PromptImapServer(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            try {
                client.setTcpNoDelay(true);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
            return new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), client);
        }
    }
}
