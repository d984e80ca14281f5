package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.applicantrelay.camelk.Overlay;
import org.applicantrelay.camelk.Pod;
import org.applicantrelay.database.DatabaseTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.monitoring.MonitoringFiles;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole relay over HTTP on a database that outlives it, stopped and started again in between, with everything logged. */
@DatabaseTest
class EndToEndTest {

    private static final int APPLICANTS = 60;

    @TempDir
    private Path data;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream console = System.out;
    private Simulators partners;
    private Map<String, String> database;

    @BeforeEach
    void start() {
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        partners = Simulators.start(SimulatorOptions.defaults());
        database = TestDatabase.in(data).settings();
    }

    @AfterEach
    void stop() {
        System.setOut(console);
        // The level is the JVM's, not the context's: other tests would go on in DEBUG.
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        partners.close();
    }

    @Test
    @SuppressWarnings("try") // The relay only has to be there.
    void sixtyApplicantsOfSixtyPeopleMakeSixtyApplicationsAndARestartRepeatsNothing() throws Exception {
        List<NewApplicant> people = SampleApplicants.list(APPLICANTS, 7, Simulators.REFERENCES, 1_000, 300_000);
        List<SimulatedApplicant> applicants =
                people.stream().map(partners.idibu()::add).toList();
        Set<String> everSaid = new HashSet<>();

        try (ConfigurableApplicationContext relay = relay()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> partners.idibu().latestOutcomes().size() == APPLICANTS);
            String metrics = get(relay, "/observe/metrics");
            assertThat(MonitoringFiles.missingIn(metrics))
                    .as("asked for by rules and dashboard")
                    .isEmpty();
            everSaid.add(metrics);
            everSaid.add(get(relay, "/observe/health"));
            for (Pod.Probe probe : Overlay.production().relay().probes()) {
                assertThat(get(relay, probe.path()))
                        .as("asked for by a cluster")
                        .isEqualTo("{\"status\":\"UP\"}");
            }
            ManagementFactory.getPlatformMBeanServer()
                    .queryNames(null, null)
                    .forEach(name -> everSaid.add(name.toString()));
        }
        assertDelivered(applicants);
        int listings = partners.idibu().requests().count(RequestKind.LISTING);

        try (ConfigurableApplicationContext relay = relay()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> partners.idibu().requests().count(RequestKind.LISTING) >= listings + 2);
            SimulatedApplicant another = partners.idibu()
                    .add(SampleApplicants.list(61, 7, Simulators.REFERENCES).get(60));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> partners.idibu().latestOutcomes().containsKey(another.id()));
        }
        assertThat(partners.jobtrain().applications()).hasSize(APPLICANTS + 1);
        assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(APPLICANTS + 1);
        assertThat(partners.idibu().outcomes()).hasSize(APPLICANTS + 1);
        for (SimulatedApplicant applicant : applicants) {
            assertThat(partners.idibu().requests().count(RequestKind.DETAIL, applicant.id()))
                    .as("details of applicant %d", applicant.id())
                    .isOne();
            assertThat(partners.idibu().requests().count(RequestKind.FILE, applicant.id()))
                    .as("files of applicant %d", applicant.id())
                    .isEqualTo(applicant.files().size());
        }
        assertThat(partners.idibu().credentialLeaks()).isEmpty();
        assertThat(partners.idibu()
                        .requests()
                        .maxAtOnce(RequestKind.LISTING, RequestKind.DETAIL, RequestKind.FILE, RequestKind.OUTCOME))
                .as("calls at once to idibu")
                .isLessThanOrEqualTo(2);

        everSaid.add(log.toString(StandardCharsets.UTF_8));
        assertNothingPersonalOrSecret(everSaid, applicants);
    }

    private void assertDelivered(List<SimulatedApplicant> applicants) {
        Map<String, ReceivedApplication> byEmail = partners.jobtrain().applications().stream()
                .collect(Collectors.toMap(ReceivedApplication::email, Function.identity()));
        assertThat(byEmail).as("applications, one a person").hasSize(APPLICANTS);
        for (SimulatedApplicant applicant : applicants) {
            ReceivedApplication application = byEmail.get(applicant.email());
            assertThat(application.source()).isEqualTo(applicant.data().portalName());
            assertThat(application.cv().bytes())
                    .isEqualTo(applicant.files().get(0).bytes());
            assertThat(application.cv().fileName())
                    .isEqualTo(applicant.files().get(0).name());
            if (applicant.data().messageText() != null
                    && !applicant.data().messageText().isBlank()) {
                assertThat(application.coverLetter())
                        // XML turns each line break into a line feed.
                        .isEqualTo(applicant.data().messageText().strip().replace("\r\n", "\n"));
            }
            Outcome outcome = partners.idibu().latestOutcomes().get(applicant.id());
            assertThat(outcome.isSuccess()).isTrue();
            assertThat(outcome.remoteId()).isEqualTo(application.candidateId() + "/" + application.applicationId());
        }
    }

    private void assertNothingPersonalOrSecret(Set<String> everSaid, List<SimulatedApplicant> applicants) {
        List<String> secrets = new ArrayList<>(List.of(
                partners.idibu().hash(),
                partners.jobtrain().clientId(),
                partners.jobtrain().apiKey(),
                partners.jobtrain().apiPassword()));
        partners.jobtrain().requests().of(RequestKind.CREATE).stream()
                .map(request -> request.header("Authorization"))
                .map(header -> header.substring("Bearer ".length()))
                .distinct()
                .forEach(secrets::add);
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(6);
        for (SimulatedApplicant applicant : applicants) {
            secrets.add(applicant.email());
            secrets.add(applicant.email().replace("@", "%40"));
            if (applicant.name() != null && applicant.name().contains(" ")) {
                secrets.add(applicant.name());
            }
        }
        for (String secret : secrets) {
            for (String said : everSaid) {
                // The lines of 15 MB are only looked at where one of them is wanted for the message.
                if (said.contains(secret)) {
                    assertThat(said.lines().filter(line -> line.contains(secret)))
                            .as("lines with \"%s\"", secret)
                            .isEmpty();
                }
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("DEBUG");
    }

    private ConfigurableApplicationContext relay() {
        Map<String, String> settings = new LinkedHashMap<>(database);
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("logging.level.root", "DEBUG");
        settings.put("logging.level.org.apache.hc.client5.http.wire", "DEBUG");
        settings.put("logging.level.org.apache.hc.client5.http.headers", "DEBUG");
        return TestRelay.start(partners, settings);
    }

    private static String get(ConfigurableApplicationContext relay, String path) throws Exception {
        String port = relay.getEnvironment().getProperty("local.management.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
