package org.applicantrelay.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.applicantrelay.operation.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code relay.}; each is explained, with its default, in {@code application.yaml}.
 * {@link SettingsCheck} has refused missing and contradictory values before any bean sees them.
 *
 * @param routes folder with the routes to run instead of the packaged ones; null or blank for the packaged ones
 */
@ConfigurationProperties("relay")
public record RelayProperties(
        Idibu idibu,
        Mailbox mailbox,
        Jobtrain jobtrain,
        Delivery delivery,
        Files files,
        Privacy privacy,
        Metrics metrics,
        Console console,
        String routes) {

    /**
     * @param fileHosts hosts that a CV may come from, {@code *.} for any host below; the base URL's host always counts
     * @param maxConcurrent calls at once to idibu from this replica, files included
     */
    public record Idibu(
            URI baseUrl,
            Secret hash,
            String clientId,
            List<String> fileHosts,
            int maxConcurrent,
            Listing listing,
            Webhook webhook) {}

    /** @param since where the first poll of all begins, in London time; null for the start of the day */
    public record Listing(boolean enabled, Duration interval, Duration overlap, String since) {}

    /**
     * @param secretPrevious what is signed with it is still taken
     * @param publicUrl where idibu reaches the webhook; as it is written, for a URI of Spring's would
     *     escape its escapes; null or empty where no subscription is kept
     * @param maxSize of one event
     */
    public record Webhook(
            boolean enabled,
            Secret secret,
            Secret secretPrevious,
            String publicUrl,
            Duration subscriptionInterval,
            DataSize maxSize) {

        /** Whether idibu's subscription is kept in place. */
        public boolean isSubscribed() {
            return enabled && publicUrl != null && !publicUrl.isBlank();
        }
    }

    /**
     * Where idibu's forwarded mails lie.
     *
     * @param processedFolder where a mail goes once it is kept; null or blank where it is only flagged as seen
     * @param sslBundle a bundle of {@code spring.ssl}; null or blank for the trust store of the JVM
     */
    public record Mailbox(
            boolean enabled,
            Protocol protocol,
            String host,
            int port,
            String username,
            Secret password,
            String folder,
            Duration interval,
            String processedFolder,
            String sslBundle) {}

    /** How the mailbox is spoken to. */
    public enum Protocol {
        IMAPS,
        IMAP
    }

    /**
     * @param unknownName what Jobtrain gets where idibu knows no first or last name
     * @param maxConcurrent applications delivered at once, and so calls to Jobtrain, from this replica
     */
    public record Jobtrain(
            URI baseUrl,
            Secret clientId,
            Secret apiKey,
            Secret apiPassword,
            Auth auth,
            Cv cv,
            String unknownName,
            int maxConcurrent,
            Duration readBackDelay,
            Jobs jobs) {}

    /** @param interval how often Jobtrain's advertised jobs are read anew */
    public record Jobs(Duration interval) {}

    /** How the relay proves to Jobtrain who it is. */
    public enum Auth {
        OAUTH2,
        HEADERS
    }

    /** How a CV travels to Jobtrain. */
    public enum Cv {
        BASE64,
        MULTIPART
    }

    /**
     * @param lease after it, a silent replica's claims and poller roles are taken over
     * @param reapplicationWindow counted from the delivery before; later on a re-application is sent in any case
     */
    public record Delivery(Duration lease, Retry retry, Reapplication reapplication, Duration reapplicationWindow) {}

    /** What becomes of one who applies for the same job once more. */
    public enum Reapplication {
        SKIP,
        SEND
    }

    /** @param maxAge how long after its first attempt an application is tried again, with backoff, before it is dead */
    public record Retry(Duration maxAge, Duration firstDelay) {}

    /** @param types what a CV may be, as file name extensions or {@code images}; checked by content */
    public record Files(DataSize maxSize, List<String> types) {}

    /**
     * @param encryptionKeyPrevious still read, never written with
     * @param retention how long the personal data of what is delivered, or skipped, is kept after that
     * @param retentionParked the same of what is parked
     * @param retentionDead the same of what is dead, and of dead letters since they came last
     * @param retentionAudit how long the log of what operators did is kept
     * @param exports folder for exports of what is held on a person; null or blank for the one beside the data
     * @param journal file of tombstones; null or blank for one beside the H2 file, or in {@code ./data}
     */
    public record Privacy(
            Secret encryptionKey,
            Secret encryptionKeyPrevious,
            Duration retention,
            Duration retentionParked,
            Duration retentionDead,
            Duration retentionAudit,
            String exports,
            String journal) {}

    /** @param isPublic whether what the relay counts is told without a log-in */
    public record Metrics(@Name("public") boolean isPublic) {}

    /**
     * Who may use the console. Without a user, and without a provider under {@code spring.security.oauth2.client}, it is
     * off.
     *
     * @param username an admin; null or blank for none
     * @param users more people; null for none
     */
    public record Console(String username, Secret password, List<ConsoleUser> users, Oidc oidc) {}

    /** @param password as it is, or hashed, where it begins with one of {@link #HASHES} */
    public record ConsoleUser(String username, Secret password, List<Role> roles) {

        /** How a hashed password begins. */
        public static final List<String> HASHES = List.of("{bcrypt}", "{pbkdf2@SpringSecurity_v5_8}");

        public static boolean isHashed(String password) {
            return HASHES.stream().anyMatch(password::startsWith);
        }
    }

    /** @param rolesClaim the claim that holds roles' names; points lead into claims that hold others */
    public record Oidc(String rolesClaim) {}
}
