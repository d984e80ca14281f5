package org.applicantrelay.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.applicantrelay.operation.Role;
import org.applicantrelay.settings.RelayProperties.ConsoleUser;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Stops the start before anything opens a database or a port when a setting is missing or wrong.
 * Values are never repeated in a sentence: one of them may be a credential in the wrong place.
 */
public class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsCheck.class);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(2);
    private static final int KEY_BYTES = 32;

    /** More are ignored by bcrypt. */
    private static final int LONGEST_PASSWORD = 72;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._@+'-]{1,100}");

    /** As Spring Security names a way of hashing. */
    private static final Pattern OTHER_HASH = Pattern.compile("\\{[A-Za-z0-9@_.-]+}");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> problems = problems(context.getEnvironment());
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        if ("true".equalsIgnoreCase(context.getEnvironment().getProperty("relay.mailbox.enabled"))
                && "imap".equalsIgnoreCase(context.getEnvironment().getProperty("relay.mailbox.protocol"))) {
            LOG.warn("relay.mailbox.protocol is imap: personal data travels unencrypted; use imaps in real life");
        }
        RelayProperties relay = Binder.get(context.getEnvironment())
                .bind("relay", RelayProperties.class)
                .get();
        if (relay.delivery().reapplication() == RelayProperties.Reapplication.SKIP
                && relay.privacy().retention().compareTo(relay.delivery().reapplicationWindow()) < 0) {
            LOG.warn(
                    "relay.privacy.retention is shorter than relay.delivery.reapplication-window: whoever applies again"
                            + " after it is not known any more, and is sent");
        }
        List.of("relay.idibu.base-url", "relay.jobtrain.base-url").stream()
                .filter(name -> context.getEnvironment()
                        .getProperty(name, "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("http:"))
                .forEach(name ->
                        LOG.warn("{} is http: personal data travels unencrypted; use https in real life", name));
    }

    static List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        RelayProperties relay;
        try {
            relay = Binder.get(environment).bind("relay", RelayProperties.class).orElse(null);
        } catch (BindException e) {
            return List.of(unreadable(e));
        }
        if (relay == null || relay.idibu() == null || relay.jobtrain() == null) {
            return List.of("The settings under relay. are missing: application.yaml is not on the class path.");
        }
        url(problems, "relay.idibu.base-url", relay.idibu().baseUrl());
        secret(problems, "relay.idibu.hash", relay.idibu().hash(), "the account credential that idibu gave you");
        url(problems, "relay.jobtrain.base-url", relay.jobtrain().baseUrl());
        secret(problems, "relay.jobtrain.client-id", relay.jobtrain().clientId(), "the Client ID from Jobtrain");
        secret(problems, "relay.jobtrain.api-key", relay.jobtrain().apiKey(), "the API Key from Jobtrain");
        secret(
                problems,
                "relay.jobtrain.api-password",
                relay.jobtrain().apiPassword(),
                "the API Password generated for the relay's Jobtrain user");
        atLeast(problems, "relay.idibu.max-concurrent", relay.idibu().maxConcurrent());
        atLeast(problems, "relay.jobtrain.max-concurrent", relay.jobtrain().maxConcurrent());

        RelayProperties.Listing listing = relay.idibu().listing();
        atLeast(problems, "relay.idibu.listing.interval", listing.interval(), SHORTEST_INTERVAL);
        atLeast(problems, "relay.idibu.listing.overlap", listing.overlap(), Duration.ZERO);
        if (!blank(listing.since()) && !readable(listing.since(), text -> LondonTime.read(text) != null)) {
            problems.add("relay.idibu.listing.since must be a date such as 2026-11-21 or 2026-11-21 08:00:00.");
        }
        webhook(problems, relay.idibu().webhook());
        atLeast(
                problems,
                "relay.jobtrain.jobs.interval",
                relay.jobtrain().jobs() == null ? null : relay.jobtrain().jobs().interval(),
                SHORTEST_INTERVAL);
        atLeast(problems, "relay.jobtrain.read-back-delay", relay.jobtrain().readBackDelay(), Duration.ZERO);
        atLeast(problems, "relay.delivery.lease", relay.delivery().lease(), SHORTEST_INTERVAL);
        atLeast(
                problems,
                "relay.delivery.retry.max-age",
                relay.delivery().retry().maxAge(),
                Duration.ZERO);
        atLeast(
                problems,
                "relay.delivery.retry.first-delay",
                relay.delivery().retry().firstDelay(),
                Duration.ofMillis(1));
        oneOf(
                problems,
                "relay.delivery.reapplication",
                relay.delivery().reapplication(),
                RelayProperties.Reapplication.values());
        atLeast(
                problems,
                "relay.delivery.reapplication-window",
                relay.delivery().reapplicationWindow(),
                Duration.ZERO);
        if (relay.mailbox().enabled()) {
            mailbox(problems, relay.mailbox(), environment);
        }
        oneOf(problems, "relay.jobtrain.auth", relay.jobtrain().auth(), RelayProperties.Auth.values());
        oneOf(problems, "relay.jobtrain.cv", relay.jobtrain().cv(), RelayProperties.Cv.values());
        if (blank(relay.jobtrain().unknownName())) {
            problems.add("relay.jobtrain.unknown-name must not be empty: Jobtrain requires a first and a last name.");
        }
        if (relay.files().maxSize() == null || relay.files().maxSize().toBytes() < 1) {
            problems.add("relay.files.max-size must be more than nothing, for example 30MB.");
        }
        if (!blank(relay.routes())) {
            routes(problems, relay.routes());
        }
        retention(problems, relay.privacy());
        console(problems, relay.console(), environment);
        database(problems, environment.getProperty("spring.datasource.url", ""), relay.privacy());
        return problems;
    }

    private static void routes(List<String> problems, String folder) {
        if (!Files.isDirectory(Path.of(folder))) {
            problems.add("relay.routes must name a folder that exists; leave it out to run the packaged routes.");
            return;
        }
        try {
            MergedRoutes.files(Path.of(folder)).forEach((path, file) -> {
                if (!Files.isReadable(file) || Files.isDirectory(file)) {
                    problems.add("relay.routes: " + path + " in that folder cannot be read; look at its permissions,"
                            + " and whether it is a file at all.");
                }
            });
        } catch (IOException e) {
            problems.add(
                    "relay.routes: the folder, or one in it, cannot be read, or is a link to one around it; look at"
                            + " its links and permissions.");
        }
    }

    private static void mailbox(List<String> problems, RelayProperties.Mailbox mailbox, Environment environment) {
        // The route begins with it, and Camel's components have lower-case names.
        String protocol = environment.getProperty("relay.mailbox.protocol", "");
        if (mailbox.protocol() == null || !protocol.equals(protocol.toLowerCase(Locale.ROOT))) {
            problems.add("relay.mailbox.protocol must be imaps or imap, in lower case.");
        }
        if (blank(mailbox.host())) {
            problems.add(missing("relay.mailbox.host", "the mail server's name"));
        }
        if (mailbox.port() < 1 || mailbox.port() > 65_535) {
            problems.add("relay.mailbox.port must be from 1 to 65535, usually 993 for imaps and 143 for imap.");
        }
        if (blank(mailbox.username())) {
            problems.add(missing("relay.mailbox.username", "the name that the mailbox is opened with"));
        }
        secret(problems, "relay.mailbox.password", mailbox.password(), "the mailbox's password");
        if (blank(mailbox.folder())) {
            problems.add("relay.mailbox.folder must name the folder that idibu's mails arrive in, such as INBOX.");
        } else if (mailbox.folder().equalsIgnoreCase(mailbox.processedFolder())) {
            problems.add("relay.mailbox.processed-folder must be another folder than relay.mailbox.folder.");
        }
        atLeast(problems, "relay.mailbox.interval", mailbox.interval(), SHORTEST_INTERVAL);
        if (!blank(mailbox.sslBundle())
                && Stream.of("jks", "pem").noneMatch(kind -> Binder.get(environment)
                        .bind(
                                "spring.ssl.bundle." + kind + "." + mailbox.sslBundle(),
                                Bindable.mapOf(String.class, Object.class))
                        .isBound())) {
            problems.add("relay.mailbox.ssl-bundle names no bundle: define it under spring.ssl.bundle.pem or .jks.");
        }
    }

    private static void retention(List<String> problems, RelayProperties.Privacy privacy) {
        Map<String, Duration> all = new LinkedHashMap<>();
        all.put("relay.privacy.retention", privacy.retention());
        all.put("relay.privacy.retention-parked", privacy.retentionParked());
        all.put("relay.privacy.retention-dead", privacy.retentionDead());
        all.put("relay.privacy.retention-audit", privacy.retentionAudit());
        all.forEach((name, value) -> {
            if (value == null || value.isZero() || value.isNegative()) {
                problems.add(name + " must be a duration longer than nothing, such as 180d.");
            }
        });
    }

    private static void console(List<String> problems, RelayProperties.Console console, Environment environment) {
        Map<String, ConsoleUser> users = new LinkedHashMap<>();
        if (!blank(console.username()) || !blank(console.password())) {
            users.put("relay.console", new ConsoleUser(console.username(), console.password(), List.of(Role.ADMIN)));
        }
        if (console.users() != null) {
            for (int i = 0; i < console.users().size(); i++) {
                users.put("relay.console.users[" + i + "]", console.users().get(i));
            }
        }
        Set<String> names = new HashSet<>();
        users.forEach((name, user) -> {
            user(problems, name, user);
            if (!blank(user.username()) && !names.add(user.username().toLowerCase(Locale.ROOT))) {
                problems.add(name + ".username is another user's as well; capital letters make no difference.");
            }
        });
        if (blank(console.oidc() == null ? null : console.oidc().rolesClaim())) {
            problems.add("relay.console.oidc.roles-claim must name a claim, such as roles or realm_access.roles.");
        }
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            problems.add("management.server.port must be another port than server.port, which is the webhook's alone.");
        }
    }

    private static void user(List<String> problems, String name, ConsoleUser user) {
        if (blank(user.username())) {
            problems.add(missing(name + ".username", "the name that somebody logs in with"));
        } else if (!NAME.matcher(user.username()).matches()) {
            problems.add(name + ".username must be of at most 100 letters, digits, spaces, or any of . _ @ + - and '.");
        }
        if (blank(user.password())) {
            problems.add(missing(name + ".password", "a password, or the hash of one"));
        } else if (!ConsoleUser.isHashed(user.password().reveal())) {
            password(problems, name + ".password", user.password().reveal());
        }
        if (user.roles() == null || user.roles().isEmpty()) {
            problems.add(name + ".roles must be viewer, operator or admin.");
        }
    }

    private static void password(List<String> problems, String name, String password) {
        if (OTHER_HASH.matcher(password).lookingAt()) {
            problems.add(name + " looks hashed in a way that the relay does not take: begin with one of "
                    + String.join(" or ", ConsoleUser.HASHES) + ", or give it as it is.");
        } else if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            problems.add(name + " must be of at most " + LONGEST_PASSWORD
                    + " bytes; longer ones can be given hashed, as " + ConsoleUser.HASHES.get(1) + ".");
        }
    }

    private static void database(List<String> problems, String url, RelayProperties.Privacy privacy) {
        String plain = url.toLowerCase(Locale.ROOT).replace(" ", "");
        boolean h2File = url.startsWith("jdbc:h2:file:");
        boolean postgresql = url.startsWith("jdbc:postgresql:");
        // H2's other spellings of a file are refused: the key of the personal data is kept beside this one only.
        if (!h2File && !postgresql && !url.startsWith("jdbc:h2:mem:")) {
            problems.add("spring.datasource.url must begin with jdbc:h2:file: or jdbc:postgresql:.");
        }
        if (h2File && !(plain + ";").contains(";write_delay=0;")) {
            problems.add("spring.datasource.url names an H2 database without ;WRITE_DELAY=0,"
                    + " which loses applicants when the machine stops hard: add ;WRITE_DELAY=0 to it.");
        }
        if (postgresql && blank(privacy.encryptionKey())) {
            problems.add("relay.privacy.encryption-key is missing and needed with PostgreSQL:"
                    + " set it (environment variable RELAY_PRIVACY_ENCRYPTION_KEY) to base64 of 32 random bytes,"
                    + " for example from: openssl rand -base64 32.");
        }
        key(problems, "relay.privacy.encryption-key", privacy.encryptionKey());
        key(problems, "relay.privacy.encryption-key-previous", privacy.encryptionKeyPrevious());
    }

    private static void webhook(List<String> problems, RelayProperties.Webhook webhook) {
        if (webhook.enabled() && blank(webhook.secret())) {
            problems.add("relay.idibu.webhook.enabled is true and there is no secret, so that anyone could send events:"
                    + " set relay.idibu.webhook.secret (environment variable RELAY_IDIBU_WEBHOOK_SECRET) to what idibu"
                    + " signs with.");
        }
        if (!blank(webhook.publicUrl()) && !readable(webhook.publicUrl(), SettingsCheck::isHttpWithoutUser)) {
            problems.add("relay.idibu.webhook.public-url must be an http or https address without user or"
                    + " apostrophe, such as https://relay.client.example/webhooks/idibu.");
        }
        atLeast(
                problems,
                "relay.idibu.webhook.subscription-interval",
                webhook.subscriptionInterval(),
                SHORTEST_INTERVAL);
        if (webhook.maxSize() == null || webhook.maxSize().toBytes() < 1) {
            problems.add("relay.idibu.webhook.max-size must be more than nothing, for example 1MB.");
        }
    }

    private static boolean isHttpWithoutUser(String text) {
        URI url = URI.create(text);
        // A quote would end the text that the route compares it in.
        return isHttp(url) && url.getRawUserInfo() == null && text.indexOf('\'') < 0;
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null
                && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
    }

    private static void key(List<String> problems, String name, Secret key) {
        if (!blank(key) && !readable(key.reveal(), text -> Base64.getDecoder().decode(text).length == KEY_BYTES)) {
            problems.add(name + " must be base64 of 32 bytes, for example from: openssl rand -base64 32.");
        }
    }

    private static void url(List<String> problems, String name, URI url) {
        if (url == null || url.toString().isBlank()) {
            problems.add(missing(name, "the address that the web service answers at"));
        } else if (!isHttp(url) || url.getRawQuery() != null || url.getRawUserInfo() != null) {
            problems.add(name + " must be an http or https address without user or query, such as"
                    + " https://client.example/api.");
        }
    }

    private static void secret(List<String> problems, String name, Secret secret, String what) {
        if (blank(secret)) {
            problems.add(missing(name, what));
        }
    }

    private static void atLeast(List<String> problems, String name, int value) {
        if (value < 1) {
            problems.add(name + " must be 1 or more.");
        }
    }

    private static void atLeast(List<String> problems, String name, Duration value, Duration least) {
        if (value == null || value.compareTo(least) < 0) {
            problems.add(name + " must be a duration of at least " + least.toMillis() + "ms, such as 5m.");
        }
    }

    private static void oneOf(List<String> problems, String name, Enum<?> value, Enum<?>... values) {
        if (value == null) {
            problems.add(name + " must be one of " + Arrays.toString(values).toLowerCase(Locale.ROOT) + ".");
        }
    }

    private static String missing(String name, String what) {
        return name + " is missing: set it (environment variable "
                + name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT) + ") to " + what + ".";
    }

    private static String unreadable(BindException e) {
        ConfigurationPropertyName name =
                e.getProperty() == null ? e.getName() : e.getProperty().getName();
        ResolvableType target = e.getTarget().getType();
        Class<?> element = target.asCollection().resolveGeneric();
        if (element != null && element.isEnum()) {
            return name + " cannot be read: it must be a list of "
                    + List.of(element.getEnumConstants()).toString().toLowerCase(Locale.ROOT) + ".";
        }
        Class<?> type = target.resolve(Object.class);
        String kind = type.isEnum()
                ? "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)
                : switch (type.getSimpleName()) {
                    case "Duration" -> "a duration such as 30s, 5m or 2h";
                    case "DataSize" -> "a size such as 30MB";
                    case "int", "Integer" -> "a whole number";
                    case "boolean", "Boolean" -> "true or false";
                    case "URI" -> "an address such as https://client.example/api";
                    default -> "a " + type.getSimpleName();
                };
        return name + " cannot be read: it must be " + kind + ".";
    }

    private static boolean readable(String text, Predicate<String> reader) {
        try {
            return reader.test(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean blank(Secret secret) {
        return secret == null || secret.isBlank();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
