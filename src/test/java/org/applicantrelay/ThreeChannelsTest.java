package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.flow.SourceControl;
import org.applicantrelay.sandbox.ApplicantFile;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.applicantrelay.sandbox.WebhookEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * 400 applicants, sent by eight at once: half of them by all three channels in the same moment, the others by the
 * webhook alone or by mail alone, unknown to the listing. Two replicas share the work.
 */
@PostgresqlTest
@ExtendWith(OutputCaptureExtension.class)
class ThreeChannelsTest {

    private static final int BY_ALL = 200;
    private static final int BY_ONE = 100;
    private static final int SENDERS = 8;
    private static final int REPLICAS = 2;
    private static final String SECRET = "a secret of the webhook's own";

    @TempDir
    private Path data;

    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final IdibuSimulator idibu = partners.idibu();
    private final SandboxMailbox mailbox = new SandboxMailbox();
    private final List<ConfigurableApplicationContext> replicas = new ArrayList<>();

    @AfterEach
    void stop() {
        replicas.forEach(ConfigurableApplicationContext::close);
        mailbox.close();
        partners.close();
    }

    @Test
    void eachApplicantMakesOneApplicationWhicheverChannelsBringIt(CapturedOutput output) throws Exception {
        Map<String, String> settings = settings();
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(TestRelay.start(partners, settings));
        }
        List<NewApplicant> people =
                SampleApplicants.list(BY_ALL + 2 * BY_ONE, 11, Simulators.REFERENCES, 1_000, 60_000);

        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<SimulatedApplicant>> sent = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            int number = i;
            sent.add(senders.submit(() -> send(number, people.get(number))));
        }
        List<SimulatedApplicant> applicants = new ArrayList<>();
        for (Future<SimulatedApplicant> each : sent) {
            applicants.add(each.get());
        }
        senders.shutdown();
        // It is read every two seconds as well, and perhaps at this moment.
        assertThat(replicas.get(0).getBean(SourceControl.class).pollNow("idibu-mailbox"))
                .matches("idibu-mailbox is polled now|Replica \\S+ reads it at this moment");

        await().atMost(Duration.ofSeconds(120))
                .until(() -> idibu.latestOutcomes().size() == people.size() && mailbox.unseen() == 0);
        // Late channels of applicants that are delivered already.
        Applications rows = replicas.get(0).getBean(Applications.class);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows.findAll().stream()
                                .filter(row -> row.getChannels().split(" ").length == 3)
                                .count()
                        == BY_ALL);

        assertDelivered(applicants);
        assertRows(rows, applicants);
        // A mail is flagged first, then moved: where the server breaks a connection off in between, it stays, flagged.
        long brokenOff = lines(output)
                .filter(line -> line.contains("FolderClosedException"))
                .count();
        await().until(() -> mailbox.count("Processed") >= BY_ALL + BY_ONE - brokenOff);
        for (ConfigurableApplicationContext replica : replicas) {
            CamelContext camel = replica.getBean(CamelContext.class);
            assertThat(camel.getCamelContextExtension()
                            .getContextPlugin(ManagedCamelContext.class)
                            .getManagedCamelContext()
                            .getExchangesFailed())
                    .isLessThanOrEqualTo(brokenOff);
        }
        assertThat(lines(output).filter(line -> !line.contains("FolderClosedException")))
                .isEmpty();
    }

    /** What the relay has logged as WARN or ERROR, without the start's word about http and imap. */
    private static Stream<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.matches("\\S+ +(WARN|ERROR) .*")
                        && line.contains("applicantrelay")
                        && !line.contains("SettingsCheck"));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(TestDatabase.in(data).settings());
        settings.putAll(mailbox.properties());
        settings.put("relay.mailbox.processed-folder", "Processed");
        // Each poll asks for all of the day again, which is work for nothing here.
        settings.put("relay.idibu.listing.interval", "8s");
        settings.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        settings.put("relay.idibu.webhook.enabled", "true");
        settings.put("relay.idibu.webhook.secret", SECRET);
        settings.put("relay.delivery.retry.first-delay", "200ms");
        return settings;
    }

    /** The first half by all channels, then by turns by the webhook and by mail, which alone has the file then. */
    private SimulatedApplicant send(int number, NewApplicant person) {
        boolean byAll = number < BY_ALL;
        boolean byMail = byAll || number % 2 == 0;
        boolean byWebhook = byAll || !byMail;
        SimulatedApplicant applicant =
                idibu.add(person.toBuilder().hidden(!byAll).build());
        if (byMail) {
            mailbox.send(
                    idibu.mail(applicant).clientReference("CLIENT-" + number).raw());
        }
        if (byWebhook) {
            byte[] body = idibu.event(applicant).body();
            String port =
                    replicas.get(number % replicas.size()).getEnvironment().getProperty("local.server.port");
            assertThat(WebhookEvent.post(
                                    URI.create("http://localhost:" + port + "/webhooks/idibu"),
                                    body,
                                    WebhookEvent.hex(body, SECRET))
                            .statusCode())
                    .isEqualTo(200);
        }
        return applicant;
    }

    private void assertDelivered(List<SimulatedApplicant> applicants) {
        assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(applicants.size());
        Map<String, ReceivedApplication> byEmail = partners.jobtrain().applications().stream()
                .collect(Collectors.toMap(ReceivedApplication::email, Function.identity()));
        assertThat(byEmail).as("applications, one a person").hasSize(applicants.size());
        for (SimulatedApplicant applicant : applicants) {
            ReceivedApplication application = byEmail.get(applicant.email());
            ApplicantFile cv = applicant.files().get(0);
            assertThat(application.cv().sha256()).isEqualTo(Cv.sha256(cv.bytes()));
            assertThat(application.cv().fileName()).isEqualTo(cv.name());
            Outcome outcome = idibu.latestOutcomes().get(applicant.id());
            assertThat(outcome.isSuccess()).isTrue();
            assertThat(outcome.remoteId()).isEqualTo(application.candidateId() + "/" + application.applicationId());
        }
    }

    private static void assertRows(Applications rows, List<SimulatedApplicant> applicants) {
        Map<String, Application> byTrackId =
                rows.findAll().stream().collect(Collectors.toMap(Application::getTrackId, Function.identity()));
        assertThat(byTrackId).hasSize(applicants.size());
        for (int i = 0; i < applicants.size(); i++) {
            Application row = byTrackId.get(String.valueOf(applicants.get(i).id()));
            assertThat(row.getState()).isEqualTo(ApplicationState.DELIVERED);
            if (i < BY_ALL) {
                assertThat(row.getChannels().split(" ")).containsExactlyInAnyOrder("LISTING", "WEBHOOK", "MAIL");
            } else {
                assertThat(row.getChannels()).isEqualTo(i % 2 == 0 ? "MAIL" : "WEBHOOK");
            }
        }
    }
}
