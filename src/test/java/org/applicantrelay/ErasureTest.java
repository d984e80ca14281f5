package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.DatabaseTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.erasure.EraseCommand;
import org.applicantrelay.preview.PreviewCommand;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.applicantrelay.sandbox.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One person is erased from the command line, delivered again by every channel, and brought back by a restored dump; and
 * never comes to Jobtrain a second time.
 */
@DatabaseTest
@Tag("once")
@ExtendWith(OutputCaptureExtension.class)
class ErasureTest {

    private static final String SECRET = "a secret that nobody guesses";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final SandboxMailbox mailbox = new SandboxMailbox();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private TestDatabase database;
    private TestDatabase dump;
    private ConfigurableApplicationContext relay;

    @AfterEach
    void stop() {
        stopRelay();
        partners.close();
        mailbox.close();
    }

    @Test
    void whoIsErasedNeverComesBack(CapturedOutput output) throws Exception {
        database = TestDatabase.in(folder);
        settings.putAll(database.settings());
        settings.putAll(mailbox.properties());
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.idibu.webhook.enabled", "true");
        settings.put("relay.idibu.webhook.secret", SECRET);
        partners.jobtrain().addJob(900, "J900", "Finance Officer");
        SimulatedApplicant ada = add("ada");
        startRelay();
        awaitDelivered("ada");
        stopRelay();
        keepDump();
        assertThat(command(PreviewCommand::run, "--track-id", String.valueOf(ada.id())))
                .startsWith("0 == idibu's detailed view")
                .doesNotContain("ada@", "Sample");

        startRelay();
        if (TestDatabase.isPostgresql()) {
            assertThat(erase("--email", ada.email())).matches("(?s)0 Erased here: 1 applications, \\d+ contents.*");
        } else {
            stopRelay();
            // As another process has it open.
            try (FileChannel file = FileChannel.open(folder.resolve("relay.mv.db"), StandardOpenOption.WRITE)) {
                file.lock();
                assertThat(erase("--email", ada.email())).startsWith("1 The H2 database is open in a running relay");
            }
            assertThat(erase("--email=" + ada.email())).matches("(?s)0 Erased here: 1 applications, \\d+ contents.*");
            startRelay();
        }
        sendAgain(ada);
        add("bob");
        awaitDelivered("bob");
        assertErased(ada);

        stopRelay();
        restoreDump();
        startRelay();
        sendAgain(ada);
        add("carol");
        awaitDelivered("carol");
        assertErased(ada);
        assertThat(output.getAll())
                .contains("1 applications and dead letters of people who were erased were here again")
                .doesNotContain("ada@");
    }

    private SimulatedApplicant add(String name) {
        return partners.idibu()
                .add(NewApplicant.builder()
                        .name(name + " Sample")
                        .email(name + "@example.org")
                        .jobReference("J900")
                        .file("cv.txt", SampleCv.text(name, 900))
                        .build());
    }

    /** By mail and by the webhook; the listing's overlap brings the person at each poll. */
    private void sendAgain(SimulatedApplicant applicant) throws Exception {
        mailbox.send(partners.idibu().mail(applicant).raw());
        byte[] body = partners.idibu().event(applicant).body();
        String port = relay.getEnvironment().getProperty("local.server.port");
        assertThat(WebhookEvent.post(
                                URI.create("http://localhost:" + port + "/webhooks/idibu"),
                                body,
                                WebhookEvent.hex(body, SECRET))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> mailbox.unseen() == 0);
    }

    private void awaitDelivered(String name) {
        await().atMost(PATIENCE).until(() -> created().anyMatch((name + "@example.org")::equals));
        await().atMost(PATIENCE).until(() -> relay.getBean(Applications.class).findAll().stream()
                .noneMatch(row -> row.getState() == ApplicationState.DELIVERING));
    }

    private Stream<String> created() {
        return partners.jobtrain().applications().stream().map(ReceivedApplication::email);
    }

    private void assertErased(SimulatedApplicant applicant) {
        assertThat(created().filter(applicant.email()::equals)).hasSize(1);
        Application row = relay.getBean(Applications.class)
                .findByTrackId(String.valueOf(applicant.id()))
                .orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.ERASED);
        assertThat(row.getName()).isNull();
        assertThat(row.getEmail()).isNull();
    }

    private void startRelay() {
        relay = TestRelay.start(partners, settings);
    }

    private void stopRelay() {
        if (relay != null) {
            relay.close();
            relay = null;
        }
    }

    private String erase(String... words) {
        return command(EraseCommand::run, words);
    }

    @FunctionalInterface
    private interface Command {
        int run(
                List<String> words,
                Function<String[], ConfigurableApplicationContext> start,
                PrintStream out,
                PrintStream err);
    }

    /** The exit code, and what was said. */
    private String command(Command command, String... words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = command.run(
                List.of(words),
                none -> {
                    Map<String, String> all = new LinkedHashMap<>(partners.properties());
                    all.putAll(settings);
                    return ApplicantRelayApplication.withoutPorts(Stream.concat(
                                    Stream.of(none),
                                    all.entrySet().stream()
                                            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                            .toArray(String[]::new));
                },
                printer,
                printer);
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }

    /** Of the stopped relay's database alone, as an operator's backup is. */
    private void keepDump() throws Exception {
        if (TestDatabase.isPostgresql()) {
            dump = copy(database);
        } else {
            Files.copy(folder.resolve("relay.mv.db"), folder.resolve("dump"));
        }
    }

    private void restoreDump() throws Exception {
        if (TestDatabase.isPostgresql()) {
            settings.put("spring.datasource.url", dump.url());
        } else {
            Files.copy(folder.resolve("dump"), folder.resolve("relay.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static TestDatabase copy(TestDatabase original) throws Exception {
        TestDatabase other = TestDatabase.postgresql();
        String name = original.url().replaceAll(".*/(\\w+).*", "$1");
        try (Connection connection = DriverManager.getConnection(other.url(), other.username(), other.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + "_dump template " + name);
        }
        return new TestDatabase(original.url().replace(name, name + "_dump"), original.username(), original.password());
    }
}
