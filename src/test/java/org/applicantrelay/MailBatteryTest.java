package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.http.LocalServer;
import org.applicantrelay.sandbox.ApplicantFile;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SandboxMailbox;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * 60 mails in a real mailbox, read by a relay of its own process that is killed in the middle, and by another after it.
 * idibu knows the applicants, but has no file of any: each CV comes by mail alone.
 */
@ExtendWith(OutputCaptureExtension.class)
class MailBatteryTest {

    private static final int MAILS = 60;
    private static final int LARGE = 25_000_000;
    private static final int BEFORE_THE_KILL = 15;
    private static final String LETTER = "Größe und Gewähr: I would like to apply.";

    /** What a mail with such a header would make Camel 4.17 do, were headers of mails its own. */
    private static final List<String> HOSTILE = List.of(
            "CamelHttpUri: %s/steal",
            "CamelMailMoveTo: Stranger",
            "CamelFileName: ../../stolen.txt",
            "mail.smtp.host: localhost",
            "moveTo: Stranger",
            "delete: true",
            "CamelHttpPath: /elsewhere");

    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            name -> name,
            String::toLowerCase,
            String::toUpperCase,
            name -> name.substring(0, 1) + name.substring(1).toLowerCase());

    @TempDir
    private Path data;

    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final IdibuSimulator idibu = partners.idibu();
    private final SandboxMailbox mailbox = new SandboxMailbox();
    private final Map<SimulatedApplicant, byte[]> valid = new LinkedHashMap<>();
    private final Map<String, String> held = new LinkedHashMap<>();
    private final List<byte[]> mails = new ArrayList<>();
    private LocalServer stranger;
    private Process relay;

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.destroyForcibly();
        }
        if (stranger != null) {
            stranger.close();
        }
        mailbox.close();
        partners.close();
    }

    @Test
    void everyMailIsDeliveredOrKeptWithACodeThoughTheRelayIsKilled(CapturedOutput output) throws Exception {
        stranger = new LocalServer().on("/", exchange -> LocalServer.answer(exchange, 200, new byte[0]));
        compose();
        assertThat(mails).hasSize(MAILS);
        mails.forEach(mailbox::deliver);
        Map<String, String> settings = settings();

        relay = start(settings);
        await().atMost(Duration.ofMinutes(3)).until(() -> mailbox.unseen() <= MAILS - BEFORE_THE_KILL);
        relay.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(mailbox.unseen()).as("mails left at the kill").isPositive();

        try (ConfigurableApplicationContext after = TestRelay.start(partners, settings)) {
            Applications rows = after.getBean(Applications.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> mailbox.unseen() == 0
                            && valid.keySet().stream().allMatch(applicant -> idibu.latestOutcomes()
                                    .containsKey(applicant.id()))
                            && rows.findAll().stream().noneMatch(MailBatteryTest::isUnderWay));
            assertDelivered(rows);
            assertHeld(rows, after.getBean(Contents.class));
            assertThat(rows.count()).isEqualTo(valid.size() + held.size());
        }
        // Flagged, and where they were: none is moved or deleted because a header says so.
        assertThat(mailbox.count("INBOX")).isEqualTo(MAILS);
        assertThat(mailbox.total()).isEqualTo(MAILS);
        assertThat(stranger.requests()).isEmpty();
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    private static boolean isUnderWay(Application row) {
        return row.getState() == ApplicationState.RECEIVED || row.getState() == ApplicationState.DELIVERING;
    }

    private void compose() {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, large, 0, 9);
        applicant("large", large, mail -> mail);
        times(5, () -> applicant("charset", mail -> mail.charset("bogus-8")));
        times(4, () -> applicant("no id", ForwardedMail::withoutMessageId));
        times(4, () -> applicant("same id", mail -> mail.messageId("<one@idibu.example>")));
        times(4, () -> applicant("forwarded", mail -> mail.wrapped(ForwardedMail.Wrapping.FORWARDED_BY_A_PERSON)));
        times(2, () -> applicant("attached", mail -> mail.wrapped(ForwardedMail.Wrapping.ORIGINAL_ATTACHED)));
        times(2, () -> applicant("old", ForwardedMail::oldSpelling));
        times(
                2,
                () -> applicant(
                        "html", mail -> mail.body(ForwardedMail.Body.HTML).inlineImage()));
        applicant("2231", mail -> mail.fileNames(ForwardedMail.FileNames.RFC_2231));
        applicant("no name", mail -> mail.fileNames(ForwardedMail.FileNames.NONE));
        for (UnaryOperator<String> spelling : SPELLINGS) {
            times(4, () -> applicant("hostile", mail -> hostile(mail, spelling)));
        }
        times(4, () -> applicant("plain", mail -> mail));
        // The same mail a second time.
        mails.add(mails.get(mails.size() - 1));

        times(4, () -> held("no track id", "NO_TRACK_ID", ForwardedMail::withoutTrackId));
        held("no number", "NO_TRACK_ID", mail -> mail.trackId("12'; drop"));
        held("two", "NO_TRACK_ID", mail -> mail.header("X-iTrackID: 4711"));
        times(2, () -> held("other account", "WRONG_ACCOUNT", mail -> mail.clientId("999")));
        held("of nobody", "IDIBU_REFUSED", mail -> mail.trackId("999999"));
        held("deep", "MAIL_UNREADABLE", mail -> mail);
        byte[] last = mails.remove(mails.size() - 1);
        mails.add(deep(last));
        while (mails.size() < MAILS) {
            byte[] garbage = new byte[500];
            new Random(mails.size()).nextBytes(garbage);
            mails.add(garbage);
            held.put("garbage " + mails.size(), "NO_TRACK_ID");
        }
    }

    private static void times(int count, Runnable composed) {
        for (int i = 0; i < count; i++) {
            composed.run();
        }
    }

    private ForwardedMail hostile(ForwardedMail mail, UnaryOperator<String> spelling) {
        for (String line : HOSTILE) {
            String[] header = line.formatted(stranger.url("")).split(":", 2);
            mail.header(spelling.apply(header[0]) + ":" + header[1]);
        }
        return mail;
    }

    private void applicant(String kind, UnaryOperator<ForwardedMail> change) {
        applicant(kind, SampleCv.pdf(kind + " " + mails.size(), 20_000), change);
    }

    private void applicant(String kind, byte[] cv, UnaryOperator<ForwardedMail> change) {
        SimulatedApplicant applicant = add(kind);
        valid.put(applicant, cv);
        mails.add(change.apply(mail(applicant, cv)).raw());
    }

    private void held(String kind, String code, UnaryOperator<ForwardedMail> change) {
        SimulatedApplicant applicant = add(kind);
        held.put(kind + " " + mails.size(), code);
        mails.add(change.apply(mail(applicant, SampleCv.pdf("A", 5_000))).raw());
    }

    private SimulatedApplicant add(String kind) {
        return idibu.add(NewApplicant.builder()
                .name("Ada Sample")
                .email(kind.replace(' ', '.') + "." + mails.size() + "@example.org")
                .jobReference(Simulators.REFERENCES.get(0))
                .message(null, null, null)
                .hidden(true)
                .build());
    }

    /** With the file and the letter that idibu itself does not have. */
    private ForwardedMail mail(SimulatedApplicant applicant, byte[] cv) {
        NewApplicant mailed = applicant.data().toBuilder()
                .message("Application", LETTER, null)
                .files(List.of(new ApplicantFile("Lebenslauf Grüße.pdf", cv)))
                .build();
        return idibu.mail(new SimulatedApplicant(applicant.id(), mailed, applicant.status(), List.of()));
    }

    /** Mail within mail, deeper than anyone forwards. */
    private static byte[] deep(byte[] mail) {
        String headers = new String(mail, StandardCharsets.ISO_8859_1).split("MIME-Version", 2)[0];
        StringBuilder nested = new StringBuilder(headers);
        for (int i = 0; i < 30; i++) {
            nested.append("Content-Type: message/rfc822\r\n\r\n");
        }
        return nested.append("Subject: the innermost\r\n\r\nNothing\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertDelivered(Applications rows) {
        assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(valid.size());
        Map<String, ReceivedApplication> byEmail = new LinkedHashMap<>();
        partners.jobtrain().applications().forEach(application -> byEmail.put(application.email(), application));
        assertThat(byEmail).hasSize(valid.size());
        valid.forEach((applicant, cv) -> {
            ReceivedApplication application = byEmail.get(applicant.email());
            assertThat(application).as(applicant.email()).isNotNull();
            assertThat(application.cv().sha256()).as(applicant.email()).isEqualTo(Cv.sha256(cv));
            assertThat(application.coverLetter()).as(applicant.email()).isEqualTo(LETTER);
            assertThat(rows.findByTrackId(String.valueOf(applicant.id())))
                    .hasValueSatisfying(row -> assertThat(row.getState()).isEqualTo(ApplicationState.DELIVERED));
            assertThat(idibu.latestOutcomes().get(applicant.id()).isSuccess()).isTrue();
        });
    }

    private void assertHeld(Applications rows, Contents contents) {
        List<Application> kept = rows.findAll().stream()
                .filter(row -> row.getState() != ApplicationState.DELIVERED)
                .toList();
        assertThat(kept).extracting(Application::getCode).containsExactlyInAnyOrderElementsOf(held.values());
        for (Application row : kept) {
            assertThat(contents.find(row.getId(), Content.Kind.MAIL, 0)).isPresent();
            assertThat(row.getTrackId())
                    .matches(
                            Stream.of("NO_TRACK_ID", "WRONG_ACCOUNT").anyMatch(row.getCode()::equals)
                                    ? "mail:[0-9a-f]{64}"
                                    : "\\d+");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(partners.properties());
        settings.putAll(TestDatabase.in(data).settings());
        settings.putAll(mailbox.properties());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("relay.idibu.client-id", String.valueOf(idibu.clientId()));
        settings.put("relay.idibu.listing.enabled", "false");
        settings.put("relay.delivery.lease", "2s");
        settings.put("relay.delivery.retry.first-delay", "1h");
        return settings;
    }

    /** The relay in a process of its own, with the classes of this one. */
    private Process start(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ApplicantRelayApplication.class.getName()));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("killed.log").toFile())
                .start();
    }
}
