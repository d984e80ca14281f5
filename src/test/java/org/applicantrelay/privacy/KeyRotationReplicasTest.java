package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.applicantrelay.TestRelay;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The key is changed on two replicas, one after the other, while applicants go on coming: first all can read with the next
 * key, then one after the other seals with it, and in the end the old one is removed.
 */
@Tag("kill-matrix")
@ExtendWith(OutputCaptureExtension.class)
class KeyRotationReplicasTest {

    private static final byte[] OLD = SealedRecords.key(1);
    private static final byte[] NEW = SealedRecords.key(2);
    private static final int EACH_PHASE = 10;
    private static final int EXPIRED = 1_000;

    private final TestDatabase postgresql = TestDatabase.postgresql();
    private final SealedRecords records = new SealedRecords(postgresql);
    private final List<SimulatedApplicant> people = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService arrivals = Executors.newSingleThreadScheduledExecutor();
    private int started;

    @Test
    void everythingIsReadableBeforeDuringAndAfter(CapturedOutput output) throws Exception {
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            SampleApplicants samples = new SampleApplicants(3, 1, Simulators.REFERENCES).cvSizes(1_000, 400_000);
            ConfigurableApplicationContext old = relay(partners, OLD, NEW);
            try {
                old.getBean(DeadLetters.class)
                        .keep(null, "idibu-webhook", "a=b", new RelayException(Fault.EVENT_UNREADABLE));
                arrivals.scheduleWithFixedDelay(
                        () -> people.add(partners.idibu().add(samples.next())), 0, 150, TimeUnit.MILLISECONDS);
                awaitMore(partners);
            } catch (Throwable e) {
                old.close();
                throw e;
            }
            addExpired();
            ConfigurableApplicationContext rotated = relay(partners, NEW, OLD);
            try {
                awaitMore(partners);
                assertThat(records.sealedWith(OLD)).isPositive();
                assertThat(records.sealedWith(NEW)).isPositive();
                // It has looked, and leaves the key that another replica seals with alone.
                await().until(() -> records.count("poller where name = 'resealing' and finished_at is not null") == 1);
                assertThat(output).doesNotContain("sealed anew", "records are still sealed");
                old.close();
                SealingKeys keys = rotated.getBean(SealingKeys.class);
                byte[] id = new Vault(OLD, null).currentKeyId();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> keys.find(id).orElseThrow().emptiedAt() != null);
            } finally {
                old.close();
            }
            assertThat(output).containsOnlyOnce("0 records are still sealed with the previous encryption key");
            ConfigurableApplicationContext last = relay(partners, NEW, null);
            try {
                rotated.close();
                awaitMore(partners);
                arrivals.shutdown();
                assertThat(arrivals.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
                await().atMost(Duration.ofSeconds(60)).until(() -> delivered(partners) == people.size());
            } finally {
                last.close();
                rotated.close();
            }
            assertThat(records.count("timeline_entry where code is not null"))
                    .as("faults")
                    .isZero();
            assertThat(records.count("application where purged_at is not null"))
                    .as("erased meanwhile")
                    .isEqualTo(EXPIRED);
            assertThat(records.count("content where kept_at is null"))
                    .as("contents of those")
                    .isZero();
            assertThat(partners.jobtrain().applications())
                    .hasSize(people.size())
                    .extracting(ReceivedApplication::email)
                    .doesNotHaveDuplicates();
            assertThat(records.sealedWith(OLD)).isZero();
            assertThat(records.open(new Vault(NEW, null))).isGreaterThan(people.size() * 5L);
            assertThat(records.count("content where kind = 'FILE'")).isPositive();
            assertThat(output.getAll().lines().filter(line -> line.contains(" ERROR ")))
                    .singleElement()
                    .asString()
                    .contains("is kept as dead letter");
        } finally {
            arrivals.shutdownNow();
        }
    }

    /** Delivered half a year ago; the next replica that starts erases them. */
    private void addExpired() {
        records.database().update("""
                insert into application (id, track_id, channel, state, email_hash, received_at, trying_since, fence, attempts,
                    finished_at)
                select gen_random_uuid(), 9000000 + n, 'LISTING', 'DELIVERED', md5(n::text), now(), now(), 1, 1,
                    now() - interval '181' day
                from generate_series(1, ?) n""", EXPIRED);
        records.database().update("""
                insert into content (id, application_id, kind, position, size)
                select gen_random_uuid(), id, 'LISTING', 0, 0 from application where track_id like '9______'""");
    }

    /** Waits until so many more have come through. */
    private static void awaitMore(Simulators partners) {
        int aim = delivered(partners) + EACH_PHASE;
        await().atMost(Duration.ofSeconds(60)).until(() -> delivered(partners) >= aim);
    }

    private static int delivered(Simulators partners) {
        return partners.jobtrain().applications().size();
    }

    private ConfigurableApplicationContext relay(Simulators partners, byte[] key, byte[] previous) {
        Map<String, String> settings = new LinkedHashMap<>(postgresql.settings());
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.delivery.lease", "2s");
        // Replicas of one name in one process share a clock, and the first that stops takes it along.
        settings.put("camel.main.name", "relay-" + ++started);
        settings.put("relay.privacy.encryption-key", SealedRecords.text(key));
        if (previous != null) {
            settings.put("relay.privacy.encryption-key-previous", SealedRecords.text(previous));
        }
        return TestRelay.start(partners, settings);
    }
}
