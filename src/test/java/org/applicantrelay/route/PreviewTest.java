package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.flow.PreviewControl;
import org.applicantrelay.preview.PreviewCommand;
import org.applicantrelay.preview.Previews;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** What would be sent of an application, from what is kept of it; at the console, and from the command line. */
class PreviewTest extends RouteTest {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";

    @Autowired
    private PreviewControl console;

    @Autowired
    private Previews previews;

    @Autowired
    private Contents contents;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aParkedApplicationIsShownMaskedAndStaysAsItIs() throws Exception {
        SimulatedApplicant applicant = parked();
        List<String> timeline = timelineOf(applicant);

        String shown = String.join("\n", console.preview(" " + applicant.id() + " "));

        assertThat(shown)
                .contains("== idibu's detailed view", "repaired: ")
                .contains("\"lastName\" : \"Xxxxxxxxxxxx\"", "\"coverLetter\" : \"Xxxx xxxx & xx.\"")
                .contains("\"contentType\" : \"application/pdf\"", "\"content\" : \"cv:content\"")
                .contains("== The job\nnone: JOB_UNKNOWN: reference ELSEWHERE. ")
                .doesNotContain(PRIVATE, PRIVATE.toLowerCase(Locale.ROOT), "Ada", "Dear", "file.pdf");
        assertThat(timelineOf(applicant)).isEqualTo(timeline);
        assertNothingIsSentOrWritten();
    }

    @Test
    void theJobThatWouldMatchIsNamedWithItsRule() throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference("J712"));

        assertThat(console.preview(String.valueOf(applicant.id())))
                .contains("== idibu's listing; the detailed view is still to be fetched")
                .contains("Jobtrain's job 172, by the reference");

        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.RECEIVED);
        assertNothingIsSentOrWritten();
    }

    @Test
    void aMailAddsWhatIdibuLacks() throws Exception {
        SimulatedApplicant applicant = arrive(someone().file("cv.pdf", SampleCv.pdf("Ada", 1_000)));
        byte[] raw = ForwardedMail.of(applicant, 4242, "Nurse").raw();
        contents.attach(
                contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(raw)),
                row(applicant).getId());

        assertThat(String.join("\n", console.preview(String.valueOf(applicant.id()))))
                .contains("== The forwarded mail\nIt names applicant " + applicant.id() + ", and adds")
                .contains("\"from\" : \"mail\"")
                .doesNotContain(PRIVATE);

        assertThat(count("content where kind = 'MAIL_FILE'")).isZero();
        assertNothingIsSentOrWritten();
    }

    @Test
    void personalValuesAreShownOnlyWhenAskedForAndThatIsWrittenDown() throws Exception {
        SimulatedApplicant applicant = parked();

        assertThat(preview("--track-id", String.valueOf(applicant.id()))).isZero();
        assertThat(out()).contains("Xxxxxxxxxxxx").doesNotContain(PRIVATE);
        assertNothingIsSentOrWritten();

        assertThat(preview("--track-id", String.valueOf(applicant.id()), "--show-personal-data"))
                .isZero();
        assertThat(out()).contains("\"lastName\" : \"" + PRIVATE + "\"", "\"coverLetter\" : \"Dear team & co.\"");
        assertThat(database.queryForList(
                        "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_entry",
                        String.class))
                .containsExactly(
                        "command line look application " + row(applicant).getId() + " preview");
    }

    @Test
    void ownRoutesAreComparedWithWhatRuns() throws Exception {
        SimulatedApplicant applicant = parked();
        write(MAPPING, Files.readString(Path.of("routes", MAPPING)).replace("\"lastName\"", "\"surname\""));
        write("mapping/job-map.yaml", "references:\n  ELSEWHERE: 172\n");

        assertThat(preview("--track-id", String.valueOf(applicant.id()), "--routes", folder.toString()))
                .as(err())
                .isZero();

        assertThat(out())
                .contains("/candidate/lastName: \"Xxxxxxxxxxxx\" -> nothing")
                .contains("/candidate/surname: nothing -> \"Xxxxxxxxxxxx\"")
                .containsPattern("job: none: JOB_UNKNOWN: .* -> Jobtrain's job 172, by the job map, reference");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.PARKED);
        assertNothingIsSentOrWritten();
    }

    @Test
    void aWrongJobMapIsNamedWithItsLine() throws Exception {
        SimulatedApplicant applicant = parked();
        write("mapping/job-map.yaml", "references:\n  ELSEWHERE: [172]\n");

        assertThat(preview("--track-id", String.valueOf(applicant.id()), "--routes", folder.toString()))
                .isEqualTo(1);

        assertThat(err()).startsWith(folder.resolve("mapping/job-map.yaml") + ":2: \"ELSEWHERE\" has no job id");
    }

    @Test
    void whoIsUnknownOrErasedIsASentence() throws Exception {
        assertThatThrownBy(() -> console.preview("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No application has that track id");
        assertThat(preview("--track-id", "nobody")).isEqualTo(1);
        assertThat(err()).isEqualTo("No application has that track id." + System.lineSeparator());

        SimulatedApplicant applicant = parked();
        database.update("update application set purged_at = ?", Timestamp.from(clock.now()));
        assertThat(console.preview(String.valueOf(applicant.id())))
                .containsExactly("The personal data of applicant " + applicant.id() + " was erased here.");
    }

    private SimulatedApplicant parked() throws Exception {
        SimulatedApplicant applicant = arrive(someone()
                .jobReference("ELSEWHERE")
                .message("Application", "Dear team & co.", null)
                .quirk(Quirk.RAW_AMPERSAND)
                .file("file.pdf", SampleCv.pdf("Ada", 1_000)));
        // Only a later reading knows that there is no such job.
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        idibu().requests().clear();
        jobtrain().requests().clear();
        return applicant;
    }

    private void assertNothingIsSentOrWritten() {
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
        assertThat(idibu().requests().count(RequestKind.DETAIL)).isZero();
        assertThat(idibu().requests().count(RequestKind.FILE)).isZero();
        assertThat(count("audit_entry")).isZero();
    }

    /** As from the command line, but with the relay of this test. */
    private int preview(String... words) {
        ConfigurableApplicationContext relay = mock(ConfigurableApplicationContext.class);
        when(relay.getBean(Previews.class)).thenReturn(previews);
        return PreviewCommand.run(
                List.of(words),
                settings -> {
                    assertThat(settings)
                            .as("nothing runs, and nothing is migrated")
                            .contains("--camel.main.auto-startup=false", "--spring.flyway.enabled=false");
                    return relay;
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws Exception {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
