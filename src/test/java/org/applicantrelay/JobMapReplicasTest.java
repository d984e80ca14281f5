package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.flow.DeliveryControl;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.applicantrelay.worklist.JobWorkList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two replicas over one database, each with a job map of its own, which both are edited at the same moment, in a pause of
 * deliveries that one replica began, the other finds at its start, and ends.
 */
@PostgresqlTest
@ExtendWith(OutputCaptureExtension.class)
class JobMapReplicasTest {

    private static final int APPLICANTS = 60;
    private static final int JOBS = 20;
    private static final String LINKED = "LINKED";

    @TempDir
    private Path folder;

    @Test
    void bothReleaseAndNobodyIsSentTwice(CapturedOutput output) throws Exception {
        Map<String, String> database = TestDatabase.fresh().settings();
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            IntStream.range(0, APPLICANTS).forEach(i -> partners.idibu()
                    .add(NewApplicant.builder()
                            .email("someone" + i + "@example.org")
                            .jobReference(i == 0 ? LINKED : "ELSEWHERE-" + i % JOBS)
                            .build()));
            try (ConfigurableApplicationContext one = relay(partners, database, "one")) {
                Applications applications = one.getBean(Applications.class);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> applications
                                        .seekers(ApplicationState.PARKED, Fault.JOB_UNKNOWN.name())
                                        .size()
                                == APPLICANTS);
                one.getBean(DeliveryControl.class).pause("a test");
                releaseByBoth(partners, database, applications);
            }
            assertThat(partners.jobtrain().applications())
                    .hasSize(APPLICANTS)
                    .extracting(ReceivedApplication::email)
                    .doesNotHaveDuplicates();
            assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(APPLICANTS);
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("job-map.yaml is read anew")))
                .hasSize(2);
        List<String> warnings = output.getAll()
                .lines()
                .filter(line -> line.matches("\\S+ +(WARN|ERROR) .*"))
                .filter(line -> line.contains("org.applicantrelay") && !line.contains("SettingsCheck")
                        || line.contains("SqlException"))
                .toList();
        assertThat(warnings).hasSize(2).allMatch(line -> line.contains("deliveries is paused since "));
    }

    private void releaseByBoth(Simulators partners, Map<String, String> database, Applications applications)
            throws Exception {
        try (ConfigurableApplicationContext other = relay(partners, database, "other")) {

            String map = IntStream.range(0, JOBS)
                    .mapToObj(i -> "  ELSEWHERE-" + i + ": 101\n")
                    .reduce("references:\n", String::concat);
            for (String replica : List.of("one", "other")) {
                Files.writeString(folder.resolve(replica).resolve("mapping/job-map.yaml"), map);
            }

            // A link counts on the other replica too, and whoever it releases is looked for in Jobtrain.
            other.getBean(JobWorkList.class).link("references", LINKED, "102");
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            applications.countByStateAndCode(ApplicationState.PARKED, Fault.JOB_UNKNOWN.name()) == 0);
            assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isZero();
            assertThat(other.getBean(DeliveryControl.class).resume()).isEqualTo("deliveries goes on");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> partners.idibu().latestOutcomes().values().stream()
                                    .filter(outcome -> outcome.isSuccess())
                                    .count()
                            == APPLICANTS);
            assertThat(other.isRunning()).isTrue();
        }
    }

    private ConfigurableApplicationContext relay(Simulators partners, Map<String, String> database, String replica)
            throws Exception {
        RoutesCopy.to(folder.resolve(replica));
        Map<String, String> settings = new LinkedHashMap<>(database);
        settings.put("relay.routes", folder.resolve(replica).toString());
        settings.put("relay.jobtrain.jobs.interval", "2s");
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.delivery.retry.first-delay", "500ms");
        return TestRelay.start(partners, settings);
    }
}
