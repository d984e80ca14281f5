package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.applicantrelay.TestRelay;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** PostgreSQL is killed while applicants come by the webhook and creates are under way, and is started again. */
@PostgresqlTest
@Tag("kill-matrix")
@DisabledIfSystemProperty(named = "relay.test.postgresql", matches = ".+", disabledReason = "it is not ours to stop")
@ExtendWith(OutputCaptureExtension.class)
class DatabaseRestartTest {

    private static final int APPLICANTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "a secret of the webhook's own";

    @TempDir
    private Path folder;

    @Test
    void nobodyIsLostOrDoubledAndTheRelayGoesOnByItself(CapturedOutput output) throws Exception {
        EmbeddedPostgres server = start(0);
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            partners.jobtrain().acceptsDuplicates(true);
            partners.jobtrain()
                    .faults()
                    .add(FaultSwitch.of(FaultKind.SLOW).on(RequestKind.CREATE).value(100));
            IdibuSimulator idibu = partners.idibu();
            List<SimulatedApplicant> people = SampleApplicants.list(APPLICANTS, 3, Simulators.REFERENCES).stream()
                    .map(person -> idibu.add(person.toBuilder().hidden(true).build()))
                    .toList();
            try (ConfigurableApplicationContext relay = TestRelay.start(partners, settings(server, idibu));
                    Announcer announcer = announcer(relay)) {
                people.subList(0, APPLICANTS / 2).forEach(each -> announcer.announce(each.id(), idibu.event(each)));
                await().atMost(PATIENCE)
                        .until(() -> partners.jobtrain().applications().size() >= APPLICANTS / 4);
                int port = server.getPort();
                kill(server);
                int refusedBefore = announcer.refused();
                people.subList(APPLICANTS / 2, APPLICANTS)
                        .forEach(each -> announcer.announce(each.id(), idibu.event(each)));
                await().atMost(PATIENCE).until(() -> announcer.refused() > refusedBefore);
                server = start(port);

                await().atMost(PATIENCE)
                        .until(() -> announcer.waiting() == 0
                                && idibu.latestOutcomes().size() == APPLICANTS);
                assertThat(relay.isRunning()).isTrue();
                assertThat(relay.getBean(Applications.class).findAll())
                        .hasSize(APPLICANTS)
                        .allMatch(row -> row.getState() == ApplicationState.DELIVERED);
                assertThat(partners.jobtrain().applications())
                        .hasSize(APPLICANTS)
                        .extracting(ReceivedApplication::email)
                        .doesNotHaveDuplicates();
            }
        } finally {
            server.close();
        }
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    private Announcer announcer(ConfigurableApplicationContext relay) {
        String port = relay.getEnvironment().getProperty("local.server.port");
        return new Announcer(URI.create("http://localhost:" + port + "/webhooks/idibu"), SECRET);
    }

    /** On the same data each time; what is committed outlives the server's death, if not the machine's. */
    private EmbeddedPostgres start(int port) throws IOException {
        // 0 takes any free port.
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                // The library's own choice is off: a killed server would have forgotten what it has confirmed.
                .setServerConfig("synchronous_commit", "on")
                .setPort(port)
                .start();
    }

    /** As {@code pg_ctl stop -m immediate} does. */
    private void kill(EmbeddedPostgres server) throws IOException, InterruptedException {
        try (Stream<String> lines = Files.lines(folder.resolve("data").resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            assertThat(new ProcessBuilder("kill", "-QUIT", String.valueOf(pid))
                            .start()
                            .waitFor())
                    .isZero();
            await().atMost(PATIENCE)
                    .until(() ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        }
        server.close();
    }

    private static Map<String, String> settings(EmbeddedPostgres server, IdibuSimulator idibu) {
        Map<String, String> settings = new LinkedHashMap<>();
        // Complains that a killed server cannot be stopped.
        settings.put("logging.level." + EmbeddedPostgres.class.getName(), "OFF");
        settings.put("spring.datasource.url", server.getJdbcUrl("postgres", "postgres"));
        settings.put("spring.datasource.username", "postgres");
        settings.put(
                "relay.privacy.encryption-key",
                Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32)));
        settings.put("relay.idibu.listing.enabled", "false");
        settings.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        settings.put("relay.idibu.webhook.enabled", "true");
        settings.put("relay.idibu.webhook.secret", SECRET);
        settings.put("relay.jobtrain.read-back-delay", "500ms");
        settings.put("relay.delivery.lease", "3s");
        settings.put("relay.delivery.retry.first-delay", "200ms");
        return settings;
    }
}
