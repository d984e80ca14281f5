package org.applicantrelay.mailbox;

import jakarta.mail.Message;
import jakarta.mail.PasswordAuthentication;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.component.mail.MailBinding;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.component.mail.MailUidGenerator;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the mail endpoint names with a hash mark: credentials and trust that no endpoint shows, and guards. */
@Configuration(proxyBeanMethods = false)
class MailboxConfiguration {

    /** A password in the endpoint would show in consoles. */
    @Bean
    MailAuthenticator mailboxAuthenticator(RelayProperties relay) {
        return new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        relay.mailbox().username(), relay.mailbox().password().reveal());
            }
        };
    }

    /** Of one thread: a poll that an operator asks for waits for the one that runs. */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ScheduledExecutorService mailboxClock() {
        return Executors.newSingleThreadScheduledExecutor(poll -> {
            Thread thread = new Thread(poll, "mailbox-poll");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    SSLContextParameters mailboxTrust(RelayProperties relay, SslBundles bundles) {
        String bundle = relay.mailbox().sslBundle();
        if (bundle == null || bundle.isBlank()) {
            return new SSLContextParameters();
        }
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camel) {
                return bundles.getBundle(bundle).createSslContext();
            }
        };
    }

    /**
     * No header of a mail becomes one of the exchange, and no part of it is decoded: anyone can send a mail, and one with
     * a character set that nobody knows must not hold up the others.
     */
    @Bean
    MailBinding untouchedMail() {
        return new MailBinding() {
            @Override
            public Object extractBodyFromMail(Exchange exchange, MailMessage mail) {
                return mail.getMessage();
            }

            @Override
            protected Map<String, Object> extractHeadersFromMail(Message mail, Exchange exchange) {
                return Map.of();
            }
        };
    }

    /** Camel's own would fetch the header of every mail before the first one is read. */
    @Bean
    MailUidGenerator mailNumbers() {
        return (endpoint, mail) -> Integer.toString(mail.getMessageNumber());
    }
}
