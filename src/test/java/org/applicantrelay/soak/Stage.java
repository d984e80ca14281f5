package org.applicantrelay.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;

/**
 * Both partners, a PostgreSQL, and some replicas in processes of their own. Jobtrain takes a second application of the
 * same person, so that what is sent twice shows.
 */
final class Stage implements AutoCloseable {

    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final TestDatabase database = TestDatabase.postgresql();
    private final Rows rows = new Rows(database);
    private final List<ReplicaProcess> replicas = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Path logs;
    private final Announcer announcer;
    private final Set<Long> settled = ConcurrentHashMap.newKeySet();
    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private int warnings;
    private int errors;

    /**
     * Starts everything, and returns once all replicas take events.
     *
     * @param name of the run, for the folder with the logs below {@code target}
     * @param more settings of the replicas
     */
    Stage(String name, int replicas, Map<String, String> more) {
        partners.jobtrain().acceptsDuplicates(true);
        partners.idibu().onOutcome(this::note);
        partners.jobtrain().onApplication(application -> created.add(person(application.email())));
        settings.putAll(partners.properties());
        settings.putAll(database.settings());
        settings.put("relay.idibu.client-id", String.valueOf(partners.idibu().clientId()));
        settings.put("relay.idibu.webhook.enabled", "true");
        settings.put("relay.idibu.webhook.secret", Announcer.SECRET);
        settings.putAll(more);
        logs = emptyFolder(Path.of("target", name));
        for (int port : freePorts(replicas)) {
            this.replicas.add(start(port));
        }
        announcer = new Announcer(webhooks());
        await().atMost(Duration.ofMinutes(5)).until(() -> this.replicas.stream().allMatch(this::isReady));
    }

    private boolean isReady(ReplicaProcess replica) {
        assertThat(replica.isAlive()).as("the replica of %s", logs).isTrue();
        return replica.isReady();
    }

    private void note(Outcome outcome) {
        if (outcome.isSuccess()) {
            settled.add(outcome.applicantId());
        }
    }

    private List<URI> webhooks() {
        return replicas.stream().map(ReplicaProcess::webhook).toList();
    }

    private ReplicaProcess start(int port) {
        return new ReplicaProcess(settings, port, logs.resolve("replica-" + port + ".log"));
    }

    private static Path emptyFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below those that the system gives to clients, and not those of another run whose replica is down just now. */
    private static List<Integer> freePorts(int count) {
        List<Integer> free = new ArrayList<>();
        for (int port = new Random().nextInt(18_000, 30_000); free.size() < count; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                free.add(socket.getLocalPort());
            } catch (IOException e) {
                // Another's.
            }
        }
        return free;
    }

    Simulators partners() {
        return partners;
    }

    Announcer announcer() {
        return announcer;
    }

    Rows rows() {
        return rows;
    }

    List<ReplicaProcess> replicas() {
        return replicas;
    }

    /** SIGKILL, and at once a new one in its place. */
    void killAndReplace(ReplicaProcess victim) throws InterruptedException {
        victim.kill();
        count(victim);
        replicas.set(replicas.indexOf(victim), start(victim.port()));
    }

    /** SIGTERM to all; false where one did not stop in time. */
    boolean stop() throws InterruptedException {
        boolean all = true;
        for (ReplicaProcess replica : replicas) {
            all &= replica.stop();
            count(replica);
        }
        replicas.clear();
        return all;
    }

    private void count(ReplicaProcess gone) {
        warnings += gone.warnings();
        errors += gone.errors();
    }

    /** Lines at WARN of all replicas that are gone. */
    int warnings() {
        return warnings;
    }

    /** The same at ERROR. */
    int errors() {
        return errors;
    }

    /** Somebody whom the listing hides: the event alone tells of them. */
    SimulatedApplicant byWebhook(NewApplicant applicant) {
        SimulatedApplicant added =
                partners.idibu().add(applicant.toBuilder().hidden(true).build());
        announcer.send(partners.idibu().event(added));
        return added;
    }

    /** Track ids of whom idibu was told a success. */
    Set<Long> settled() {
        return settled;
    }

    /** People of whom Jobtrain has an application, as {@link #person} has them. */
    Set<String> created() {
        return created;
    }

    /** An address as it is compared. */
    static String person(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** What has become of these applicants in Jobtrain. */
    Ledger ledger(List<SimulatedApplicant> applicants) {
        List<ReceivedApplication> applications = partners.jobtrain().applications();
        return Ledger.of(applicants, applications, partners.idibu().latestOutcomes());
    }

    @Override
    public void close() {
        announcer.close();
        replicas.forEach(ReplicaProcess::close);
        partners.close();
    }
}
