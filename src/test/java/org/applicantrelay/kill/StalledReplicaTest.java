package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.applicantrelay.TestRelay;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two replicas over one database. One is stopped by SIGSTOP with two applicants in its hands, one between intent and create
 * and one after Jobtrain has answered; it is continued when the other has taken both over, and goes on where it was.
 */
@PostgresqlTest
@Tag("kill-matrix")
class StalledReplicaTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String STALE = " was taken over, its lease had run out; what was done here is dropped";

    @TempDir
    private Path folder;

    @Test
    void neitherSendsNorWritesWhatAnotherHasTakenOver() throws Exception {
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            partners.jobtrain().acceptsDuplicates(true);
            SimulatedApplicant one = add(partners, "one");
            SimulatedApplicant other = add(partners, "other");
            Map<String, String> settings = settings(partners);
            Path resume = folder.resolve("resume");
            try (HaltableProcess stalled =
                    HaltableProcess.start(java(resume), settings, folder.resolve("stalled.log"))) {
                await().atMost(PATIENCE)
                        .until(() -> stalled.output().contains(Failpoints.line(Failpoint.INTENT_AFTER_COMMIT))
                                && stalled.output().contains(Failpoints.line(Failpoint.CREATE_AFTER_ANSWER)));
                stalled.signal("STOP");
                try (ConfigurableApplicationContext relay = TestRelay.start(partners, settings)) {
                    Applications rows = relay.getBean(Applications.class);
                    await().atMost(PATIENCE).until(() -> rows.findAll().stream()
                            .allMatch(row -> row.getState() == ApplicationState.DELIVERED));
                    List<Long> fences = fences(rows, one, other);
                    Files.createFile(resume);
                    stalled.signal("CONT");
                    await().atMost(PATIENCE)
                            .until(() -> stalled.output().contains("applicant " + one.id() + STALE)
                                    && stalled.output().contains("applicant " + other.id() + STALE));

                    assertThat(partners.jobtrain().applications()).hasSize(2);
                    assertThat(fences(rows, one, other)).isEqualTo(fences);
                    Timeline timeline = relay.getBean(Timeline.class);
                    assertThat(rows.findAll()).allSatisfy(row -> assertThat(timeline.of(row.getId()))
                            .filteredOn(entry -> entry.getState() == ApplicationState.DELIVERED)
                            .hasSize(1));
                }
                assertThat(stalled.isAlive()).isTrue();
                assertThat(stalled.output()).doesNotContain("\tat ");
            }
        }
    }

    private static SimulatedApplicant add(Simulators partners, String name) {
        return partners.idibu()
                .add(NewApplicant.builder()
                        .email(name + "@example.org")
                        .jobReference(Simulators.REFERENCES.get(0))
                        .file("cv.pdf", SampleCv.pdf(name, 40_000))
                        .build());
    }

    private static List<Long> fences(Applications rows, SimulatedApplicant... applicants) {
        return Stream.of(applicants)
                .map(applicant -> rows.findByTrackId(String.valueOf(applicant.id())))
                .map(row -> row.map(Application::getFence).orElseThrow())
                .toList();
    }

    private static List<String> java(Path resume) {
        Map<Failpoint, Integer> times = Map.of(Failpoint.INTENT_AFTER_COMMIT, 1, Failpoint.CREATE_AFTER_ANSWER, 1);
        return List.of(
                "-cp",
                HaltableProcess.classPath(),
                "-D" + Failpoints.PROPERTY + "=" + Failpoints.text(times),
                "-D" + Failpoints.RESUME_PROPERTY + "=" + resume);
    }

    private Map<String, String> settings(Simulators partners) {
        Map<String, String> settings = new LinkedHashMap<>(partners.properties());
        settings.putAll(TestDatabase.postgresql().settings());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.jobtrain.read-back-delay", "500ms");
        settings.put("relay.delivery.lease", "2s");
        return settings;
    }
}
