package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SettingsCheckTest {

    private static final String URL = "spring.datasource.url";
    private static final String KEY = "relay.privacy.encryption-key";
    private static final String KEY_OF_32_BYTES = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void aCompleteSetGivesNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void theDefaultsAloneLackOnlyWhatNobodyCouldKnow() {
        assertThat(SettingsCheck.problems(TestSettings.defaults()))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly(
                        "relay.idibu.hash",
                        "relay.jobtrain.base-url",
                        "relay.jobtrain.client-id",
                        "relay.jobtrain.api-key",
                        "relay.jobtrain.api-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retention", "retention-parked", "retention-dead", "retention-audit"})
    void aRetentionIsLongerThanNothing(String name) {
        String retention = "relay.privacy." + name;
        for (String wrong : List.of("0", "0d", "-180d", "PT0S", "", "half a year")) {
            assertThat(problems(retention, wrong))
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .startsWith(retention + " ")
                    .contains("duration");
        }
        for (String right : List.of("1s", "180d", "P180D")) {
            assertThat(problems(retention, right)).as(right).isEmpty();
        }
    }

    @Test
    void aMailboxIsAskedForOnlyWhereItIsEnabled() {
        assertThat(problems("relay.mailbox.enabled", "true"))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("relay.mailbox.host", "relay.mailbox.username", "relay.mailbox.password");
        assertThat(mailbox()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.mailbox.port, 70000",
        "relay.mailbox.port, many",
        "relay.mailbox.protocol, pop3",
        "relay.mailbox.protocol, IMAP",
        "relay.mailbox.interval, 1s",
        "relay.mailbox.folder, ''",
        "relay.mailbox.processed-folder, inbox",
        "relay.mailbox.ssl-bundle, none"
    })
    void aWrongSettingOfTheMailboxIsNamed(String name, String value) {
        assertThat(mailbox(name, value)).singleElement().asString().startsWith(name + " ");
    }

    @Test
    void aBundleForTheMailboxMayBeOfEitherKind() {
        for (String kind : List.of("pem", "jks")) {
            assertThat(mailbox(
                            "relay.mailbox.ssl-bundle",
                            "mail",
                            "spring.ssl.bundle." + kind + ".mail.truststore.certificate",
                            "x"))
                    .isEmpty();
        }
    }

    private static List<String> mailbox(String... more) {
        String[] mailbox = {
            "relay.mailbox.enabled", "true",
            "relay.mailbox.host", "mail.example",
            "relay.mailbox.username", "relay",
            "relay.mailbox.password", "a password"
        };
        return problems(Stream.of(mailbox, more).flatMap(Stream::of).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "relay.idibu.base-url, RELAY_IDIBU_BASE_URL",
        "relay.idibu.hash, RELAY_IDIBU_HASH",
        "relay.jobtrain.base-url, RELAY_JOBTRAIN_BASE_URL",
        "relay.jobtrain.client-id, RELAY_JOBTRAIN_CLIENT_ID",
        "relay.jobtrain.api-key, RELAY_JOBTRAIN_API_KEY",
        "relay.jobtrain.api-password, RELAY_JOBTRAIN_API_PASSWORD"
    })
    void aMissingSettingIsNamedWithItsEnvironmentVariable(String name, String variable) {
        assertThat(problems(name, ""))
                .singleElement()
                .asString()
                .startsWith(name + " is missing: set it (environment variable " + variable + ")")
                .endsWith(".");
        assertThat(problems(name, "   ")).singleElement().asString().startsWith(name + " ");
        assertThat(problemsWithVariables(name, "", Map.of(variable, "https://client.example/api")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "relay.idibu.listing.interval, soon-hush, a duration such as 30s",
        "relay.delivery.lease, soon-hush, a duration such as 30s",
        "relay.jobtrain.max-concurrent, hush, a whole number",
        "relay.idibu.max-concurrent, 1.5, a whole number",
        "relay.jobtrain.auth, hush, 'one of [oauth2, headers]'",
        "relay.jobtrain.cv, hush, 'one of [base64, multipart]'",
        "relay.delivery.reapplication, hush, 'one of [skip, send]'",
        "relay.delivery.reapplication-window, hush, a duration such as 30s",
        "relay.idibu.base-url, http://[hush, an address such as https://client.example/api",
        "relay.files.max-size, hush, a size such as 30MB",
        "relay.idibu.listing.enabled, hush, true or false",
        "relay.idibu.webhook.enabled, hush, true or false",
        "relay.idibu.webhook.max-size, hush, a size such as 30MB"
    })
    void anUnreadableValueIsExplainedAndNeverRepeated(String name, String value, String kind) {
        assertThat(problems(name, value))
                .singleElement()
                .asString()
                .startsWith(name + " cannot be read: it must be " + kind)
                .endsWith(".")
                .doesNotContain(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay.idibu.listing.interval",
                "relay.idibu.listing.overlap",
                "relay.jobtrain.jobs.interval",
                "relay.jobtrain.read-back-delay",
                "relay.delivery.lease",
                "relay.delivery.retry.max-age",
                "relay.delivery.retry.first-delay",
                "relay.delivery.reapplication",
                "relay.delivery.reapplication-window",
                "relay.files.max-size",
                "relay.jobtrain.max-concurrent",
                "relay.idibu.max-concurrent",
                "relay.idibu.listing.enabled",
                "relay.idibu.webhook.enabled",
                "relay.idibu.webhook.max-size",
                "relay.idibu.webhook.subscription-interval",
                "relay.jobtrain.auth",
                "relay.jobtrain.cv"
            })
    void anEmptyValueIsNamed(String name) {
        assertThat(problems(name, "")).singleElement().asString().startsWith(name + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "relay.idibu.listing.interval, 1999ms",
        "relay.idibu.listing.overlap, -1s",
        "relay.jobtrain.jobs.interval, 0s",
        "relay.jobtrain.read-back-delay, -1s",
        "relay.delivery.lease, 1s",
        "relay.delivery.retry.max-age, -1s",
        "relay.delivery.retry.first-delay, 0s",
        "relay.delivery.reapplication-window, -1s",
        "relay.files.max-size, 0B",
        "relay.idibu.webhook.max-size, 0B",
        "relay.idibu.webhook.subscription-interval, 1999ms",
        "relay.jobtrain.max-concurrent, 0",
        "relay.idibu.max-concurrent, -1"
    })
    void aValueOutsideItsBoundsIsNamed(String name, String value) {
        assertThat(problems(name, value)).singleElement().asString().startsWith(name + " must be ");
    }

    @Test
    void aVariableMayBeginWithTheWholeOfAnother() {
        assertThat(problemsWithVariables(
                        "relay.delivery.reapplication",
                        "skip",
                        Map.of(
                                "RELAY_DELIVERY_REAPPLICATION", "send",
                                "RELAY_DELIVERY_REAPPLICATION_WINDOW", "soon")))
                .singleElement()
                .asString()
                .startsWith("relay.delivery.reapplication-window cannot be read");
    }

    @Test
    void intervalsDownToTwoSecondsAreAllowed() {
        assertThat(problems("relay.idibu.listing.interval", "2s", "relay.jobtrain.jobs.interval", "2s"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.example/api",
                "ftp://client.example/api",
                "https:///api",
                "https://user:hush@client.example/api",
                "https://client.example/api?key=hush"
            })
    void aBaseUrlIsHttpWithoutUserOrQuery(String url) {
        assertThat(problems("relay.jobtrain.base-url", url))
                .singleElement()
                .asString()
                .startsWith("relay.jobtrain.base-url must be an http or https address")
                .doesNotContain("hush");
    }

    @Test
    void aWebhookNeedsASecret() {
        assertThat(problems("relay.idibu.webhook.enabled", "true"))
                .singleElement()
                .asString()
                .startsWith("relay.idibu.webhook.enabled is true and there is no secret")
                .contains("RELAY_IDIBU_WEBHOOK_SECRET")
                .endsWith(".");
        assertThat(problems("relay.idibu.webhook.enabled", "true", "relay.idibu.webhook.secret", " "))
                .hasSize(1);
        assertThat(problems("relay.idibu.webhook.enabled", "true", "relay.idibu.webhook.secret", "x"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay.example/webhooks/idibu",
                "ftp://relay.example/",
                "https:///hush",
                "http://[hush",
                "https://relay.example/hu sh",
                "https://relay.example/'hush",
                "https://a:hush@relay.example/"
            })
    void aPublicAddressIsHttpWithoutUser(String url) {
        assertThat(problems("relay.idibu.webhook.public-url", url))
                .singleElement()
                .asString()
                .startsWith("relay.idibu.webhook.public-url must be an http or https address")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://relay.example/webhooks/idibu", "http://10.0.0.1:8080/webhooks/idibu?client=a&b=c", ""})
    void aPublicAddressMayBeAnyOther(String url) {
        assertThat(problems("relay.idibu.webhook.public-url", url)).isEmpty();
    }

    @Test
    void httpIsAllowed() {
        assertThat(problems("relay.idibu.base-url", "http://127.0.0.1:8090/ws", "relay.jobtrain.base-url", "HTTP://x"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "2026-11-21 08:00:00", ""})
    void theFirstPollMayBeginAtADate(String since) {
        assertThat(problems("relay.idibu.listing.since", since)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "21.11.2026", "2026-11-21T08:00:00", "2026-02-30x"})
    void theFirstPollBeginsAtNothingElse(String since) {
        assertThat(problems("relay.idibu.listing.since", since))
                .singleElement()
                .asString()
                .startsWith("relay.idibu.listing.since must be a date")
                .doesNotContain(since);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./data/relay",
                "jdbc:h2:file:./data/relay;MODE=PostgreSQL",
                "jdbc:h2:file:./data/relay;WRITE_DELAY=500",
                "jdbc:h2:file:./data/relay;WRITE_DELAY=01",
                "jdbc:h2:file:./data/write_delay=0",
                "jdbc:h2:file:./data/relay;XWRITE_DELAY=0"
            })
    void anH2FileWithoutWriteDelayZeroIsRefused(String url) {
        assertThat(problems(URL, url)).singleElement().asString().contains("add ;WRITE_DELAY=0 to it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./data/relay;WRITE_DELAY=0",
                "jdbc:h2:file:./data/relay;write_delay=0",
                "jdbc:h2:file:./data/relay;MODE=PostgreSQL;Write_Delay=0;CACHE_SIZE=1000",
                "jdbc:h2:mem:relay",
                "jdbc:h2:mem:relay;DB_CLOSE_DELAY=-1"
            })
    void anH2FileThatWritesAtOnceAndAMemoryDatabaseAreAllowed(String url) {
        assertThat(problems(URL, url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://db.example/relay",
                "jdbc:h2:./data/relay;WRITE_DELAY=0",
                "jdbc:h2:FILE:./data/relay;WRITE_DELAY=0",
                "jdbc:h2:tcp://db.example/relay;WRITE_DELAY=0"
            })
    void aDatabaseThatTheKeyIsNotKeptBesideIsRefused(String url) {
        assertThat(problems(URL, url))
                .singleElement()
                .asString()
                .isEqualTo("spring.datasource.url must begin with jdbc:h2:file: or jdbc:postgresql:.");
    }

    @Test
    void postgresqlNeedsAKey() {
        String url = "jdbc:postgresql://db.example/relay";

        assertThat(problems(URL, url))
                .singleElement()
                .asString()
                .startsWith(KEY + " is missing")
                .contains("RELAY_PRIVACY_ENCRYPTION_KEY");
        assertThat(problems(URL, url, KEY, KEY_OF_32_BYTES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush", "AAECAwQFBgcICQoLDA0ODw==", "not base64 at all!", KEY_OF_32_BYTES + "AAAA"})
    void aKeyThatIsNot32BytesIsRefused(String key) {
        for (String name : List.of(KEY, "relay.privacy.encryption-key-previous")) {
            assertThat(problems(name, key))
                    .singleElement()
                    .asString()
                    .startsWith(name + " must be base64 of 32 bytes")
                    .doesNotContain(key);
        }
    }

    @Test
    void aFolderOfRoutesMustExist(@TempDir Path folder) {
        assertThat(problems("relay.routes", folder.toString())).isEmpty();
        assertThat(problems("relay.routes", folder.resolve("gone").toString()))
                .singleElement()
                .asString()
                .startsWith("relay.routes must name a folder that exists");
    }

    @Test
    void aFolderOfRoutesMustBeReadable(@TempDir Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        assertThat(problems("relay.routes", folder.toString()))
                .singleElement()
                .asString()
                .startsWith("relay.routes: the folder, or one in it, cannot be read");
    }

    @Test
    void anEmptyNameForUnknownNamesIsRefusedBecauseJobtrainRequiresOne() {
        assertThat(problems("relay.jobtrain.unknown-name", " "))
                .singleElement()
                .asString()
                .startsWith("relay.jobtrain.unknown-name ");
    }

    @Test
    void aUserOfTheConsoleHasANamePasswordAndRole() {
        assertThat(problems("relay.console.username", "ada", "relay.console.password", "x"))
                .isEmpty();
        assertThat(problems("relay.console.username", "ada"))
                .singleElement()
                .asString()
                .startsWith("relay.console.password is missing");
        assertThat(problems("relay.console.password", "x"))
                .singleElement()
                .asString()
                .startsWith("relay.console.username is missing");
        assertThat(problems("relay.console.users[0].username", "ada"))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("relay.console.users[0].password", "relay.console.users[0].roles");
        assertThat(problems(
                        "relay.console.users[0].username", "ada",
                        "relay.console.users[0].password", "x",
                        "relay.console.users[0].roles", "owner"))
                .singleElement()
                .asString()
                .startsWith(
                        "relay.console.users[0].roles cannot be read: it must be a list of [viewer, operator, admin]")
                .doesNotContain("owner");
    }

    @Test
    void twoUsersHaveTwoNames() {
        assertThat(problems(
                        "relay.console.username", "ada",
                        "relay.console.password", "x",
                        "relay.console.users[0].username", "Ada",
                        "relay.console.users[0].password", "y",
                        "relay.console.users[0].roles", "viewer"))
                .singleElement()
                .asString()
                .startsWith("relay.console.users[0].username ");
    }

    @Test
    void aUsersNameCannotForgeALineOfTheLog() {
        assertThat(problems("relay.console.username", "ada\naudit: eve", "relay.console.password", "x"))
                .singleElement()
                .asString()
                .startsWith("relay.console.username must be of");
    }

    @Test
    void aPasswordIsAsItIsOrHashedInAWayThatIsTaken() {
        String password = "relay.console.password";
        for (String right :
                List.of("x", "{curly", "p".repeat(72), "{bcrypt}$2a$10$x", "{pbkdf2@SpringSecurity_v5_8}x")) {
            assertThat(problems("relay.console.username", "ada", password, right))
                    .as(right)
                    .isEmpty();
        }
        for (String wrong : List.of("{noop}x", "{MD5}x", "{argon2}$argon2id$x", "p".repeat(73), "\u00e9".repeat(37))) {
            assertThat(problems("relay.console.username", "ada", password, wrong))
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .startsWith(password + " ")
                    .doesNotContain(wrong);
        }
    }

    @Test
    void theMainPortIsNotTheConsolesAsWell() {
        assertThat(problems("server.port", "8080", "management.server.port", "8080"))
                .singleElement()
                .asString()
                .startsWith("management.server.port must be another port");
    }

    @Test
    void severalProblemsAreAllNamed() {
        assertThat(problems("relay.idibu.hash", "", "relay.jobtrain.max-concurrent", "0", URL, "jdbc:h2:file:./x"))
                .hasSize(3);
    }

    private static List<String> problems(String... settings) {
        return SettingsCheck.problems(TestSettings.environment(settings));
    }

    private static List<String> problemsWithVariables(String name, String value, Map<String, Object> variables) {
        MockEnvironment environment = TestSettings.environment(name, value);
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return SettingsCheck.problems(environment);
    }
}
