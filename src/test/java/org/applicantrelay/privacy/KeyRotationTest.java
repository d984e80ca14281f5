package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.applicantrelay.TestRelay;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The key that was made beside an H2 file is replaced by another, as the README says. */
@Tag("kill-matrix")
@ExtendWith(OutputCaptureExtension.class)
class KeyRotationTest {

    private static final byte[] NEW = SealedRecords.key(3);

    @TempDir
    private Path data;

    @Test
    void theKeyBesideAnH2FileIsReplaced(CapturedOutput output) throws Exception {
        TestDatabase h2 = TestDatabase.h2In(data);
        SealedRecords records = new SealedRecords(h2);
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            SimulatedApplicant first = partners.idibu().add(someone(1));
            try (ConfigurableApplicationContext relay = relay(partners, h2, Map.of())) {
                awaitOutcome(partners, first);
                assertThat(records.database()
                                .queryForList(
                                        "select lower(table_name) || '.' || lower(column_name) from"
                                                + " information_schema.columns where data_type = 'BINARY VARYING' and"
                                                + " table_schema = 'PUBLIC'",
                                        String.class))
                        .containsExactlyInAnyOrderElementsOf(allSealedColumnsAnd("sealing_key.key_id"));
                assertThat(relay.isRunning()).isTrue();
            }
            String made = Files.readString(data.resolve("relay.key")).strip();
            String current = SealedRecords.text(NEW);

            // Without the old one: said with the number, and the relay works.
            SimulatedApplicant second = partners.idibu().add(someone(2));
            try (ConfigurableApplicationContext relay =
                    relay(partners, h2, Map.of("relay.privacy.encryption-key", current))) {
                awaitOutcome(partners, second);
                assertThat(output)
                        .containsPattern(
                                "ERROR .* [1-9]\\d* records are sealed with a key that the relay does not have .*"
                                        + " relay.privacy.encryption-key-previous");
                SealingKeys keys = relay.getBean(SealingKeys.class);
                assertThat(keys.words().get(SealingKeys.MISSING)).endsWith(" are unreadable");
                assertThat(keys.count())
                        .hasSize(2)
                        .allMatch(line -> line.matches("[1-9]\\d* records are sealed with key .*"))
                        .anyMatch(line -> line.endsWith(", which the relay does not have"));
            }

            try (ConfigurableApplicationContext relay = relay(
                    partners,
                    h2,
                    Map.of(
                            "relay.privacy.encryption-key", current,
                            "relay.privacy.encryption-key-previous", made))) {
                assertThat(relay.getBean(Applications.class)
                                .findByTrackId(String.valueOf(first.id()))
                                .orElseThrow()
                                .getEmail())
                        .isEqualTo(first.email());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> output.getAll().contains("0 records are still sealed with the previous"));
                assertThat(relay.getBean(SealingKeys.class)
                                .emptied(
                                        new Vault(Base64.getDecoder().decode(made), null).currentKeyId(),
                                        Instant.EPOCH))
                        .as("emptied by a pass that began before the key was last used")
                        .isFalse();
                EncryptionHealth health = new EncryptionHealth(relay.getBean(SealingKeys.class));
                assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                assertThat(health.health().getDetails().get("previous"))
                        .isEqualTo("0 records are still sealed with it: remove relay.privacy.encryption-key-previous");
            }
            assertThat(records.open(new Vault(NEW, null))).isGreaterThan(10);
            assertThat(records.database().queryForList("select email_hash from application", String.class))
                    .as("found by the new key")
                    .containsExactlyInAnyOrder(
                            new Vault(NEW, null).emailHash(first.email()),
                            new Vault(NEW, null).emailHash(second.email()));
        }
    }

    private static List<String> allSealedColumnsAnd(String another) {
        return Stream.concat(
                        SealedTable.ALL.stream().flatMap(table -> table.columns().stream()
                                .map(column -> table.name() + "." + column.name())),
                        Stream.of(another))
                .toList();
    }

    private static NewApplicant someone(int number) {
        return NewApplicant.builder()
                .email("someone" + number + "@example.org")
                .jobReference("J71")
                .file("cv.txt", SampleCv.text("Ada Sample", 300_000))
                .build();
    }

    private static void awaitOutcome(Simulators partners, SimulatedApplicant applicant) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> partners.idibu().latestOutcomes().containsKey(applicant.id()));
    }

    private static ConfigurableApplicationContext relay(
            Simulators partners, TestDatabase database, Map<String, String> keys) {
        Map<String, String> settings = new LinkedHashMap<>(database.settings());
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.delivery.lease", "2s");
        // An empty key is none, whatever the settings of the tests' databases say.
        settings.put("relay.privacy.encryption-key", "");
        settings.putAll(keys);
        return TestRelay.start(partners, settings);
    }
}
