package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.sandbox.ApplicantFile;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What {@code routes/delivery/application-delivery} makes of a forwarded mail beside what idibu says. */
class ForwardedMailRouteTest extends RouteTest {

    private static final byte[] OF_IDIBU = SampleCv.pdf("Ada", 20_000);
    private static final byte[] OF_MAIL = SampleCv.pdf("Eve", 10_000);
    private static final long J71 = 33_007_724;

    @Autowired
    Contents contents;

    @Test
    void theMailBringsWhatIdibuLacks() throws Exception {
        SimulatedApplicant applicant = add(someone().job(J71, "UNKNOWN-HERE").message(null, null, null));
        mail(mailOf(applicant, "Dear team, " + PRIVATE).clientReference("J71"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
        assertThat(jobtrain().applications())
                .filteredOn(application -> application.email().equals(applicant.email()))
                .singleElement()
                .satisfies(application -> {
                    assertThat(application.coverLetter()).isEqualTo("Dear team, " + PRIVATE);
                    assertThat(application.jobId()).isEqualTo(171);
                });
        assertThat(timelineOf(applicant))
                .startsWith(
                        "RECEIVED (from a forwarded mail)",
                        "DELIVERING (attempt 1)",
                        "DELIVERING (the forwarded mail brought 1 file, a letter, the client's reference)",
                        "DELIVERING (job 171, by the client reference)");
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.DELIVERED);
    }

    @Test
    void whatIdibuSaysWins() throws Exception {
        SimulatedApplicant applicant =
                add(someone().job(J71, "J71").file("cv.pdf", OF_IDIBU).message("Application", "To whom", null));
        mail(mailOf(applicant, "Something else").tracking("-JobID", "4711").clientReference("J712"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_IDIBU));
        assertThat(jobtrain().applications())
                .filteredOn(application -> application.email().equals(applicant.email()))
                .singleElement()
                .satisfies(application -> {
                    assertThat(application.coverLetter()).isEqualTo("To whom");
                    // A mail of another job does not choose the job.
                    assertThat(application.jobId()).isEqualTo(171);
                });
    }

    @Test
    void theMailsFileStandsInForOneThatIsGone() throws Exception {
        SimulatedApplicant applicant = add(someone().file("cv.pdf", OF_IDIBU).quirk(Quirk.FILE_GONE));
        mail(mailOf(applicant, "Dear team"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
        assertThat(timelineOf(applicant)).contains("DELIVERING (idibu's file: FILE_GONE, so the mail's is sent)");
    }

    @Test
    void withoutACvInTheMailAFileThatIsGoneIsWaitedFor() throws Exception {
        SimulatedApplicant applicant = add(someone().file("cv.pdf", OF_IDIBU).quirk(Quirk.FILE_GONE));
        mail(ForwardedMail.of(withFiles(applicant, List.of()), 4242, "Nurse"));

        awaitWork(() -> timelineOf(applicant).stream().anyMatch(line -> line.startsWith("WAITING FILE_GONE")));
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isZero();
    }

    @Test
    void aMailThatCannotBeTakenApartIsNotMissedWhereIdibuHasTheCv() throws Exception {
        SimulatedApplicant whole = add(someone().file("cv.pdf", OF_IDIBU));
        mail(whole, tooDeep());
        awaitDelivered(whole);
        assertThat(onlyCv(whole)).isEqualTo(Cv.sha256(OF_IDIBU));
        assertThat(timelineOf(whole)).anyMatch(line -> line.contains("the forwarded mail: MAIL_UNREADABLE"));

        SimulatedApplicant without = add(someone());
        mail(without, tooDeep());
        Application row = awaitState(without, ApplicationState.PARKED, "MAIL_UNREADABLE");
        assertThat(contents.find(row.getId(), Content.Kind.MAIL, 0)).isPresent();
    }

    @Test
    void aMailThatComesLaterLetsAParkedApplicantGoOn() throws Exception {
        SimulatedApplicant applicant = arrive(someone().job(J71, "NOT-IN-JOBTRAIN"));
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");

        mail(mailOf(applicant, "Dear team").clientReference("J71"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
        assertThat(row(applicant).getChannels()).isEqualTo("LISTING MAIL");
        awaitWork(() -> idibu().latestOutcomes().get(applicant.id()).isSuccess());
    }

    private SimulatedApplicant add(NewApplicant.Builder applicant) {
        return idibu().add(applicant.hidden(true).build());
    }

    private static SimulatedApplicant withFiles(SimulatedApplicant applicant, List<ApplicantFile> files) {
        NewApplicant mailed =
                applicant.data().toBuilder().files(files).quirks(List.of()).build();
        return new SimulatedApplicant(applicant.id(), mailed, applicant.status(), List.of());
    }

    private static ForwardedMail mailOf(SimulatedApplicant applicant, String letter) {
        SimulatedApplicant mailed = withFiles(applicant, List.of(new ApplicantFile("cv.pdf", OF_MAIL)));
        NewApplicant data =
                mailed.data().toBuilder().message("Application", letter, null).build();
        return ForwardedMail.of(
                new SimulatedApplicant(mailed.id(), data, mailed.status(), mailed.links()), 4242, "Nurse");
    }

    private static byte[] tooDeep() {
        return ("Content-Type: message/rfc822\r\n\r\n".repeat(30) + "Subject: the innermost\r\n\r\nNothing\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void mail(ForwardedMail mail) throws Exception {
        byte[] raw = mail.raw();
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        mail(text.replaceAll("(?s).*\\bX-iTrackID: (\\d+).*", "$1"), raw);
    }

    private void mail(SimulatedApplicant applicant, byte[] raw) throws Exception {
        mail(String.valueOf(applicant.id()), raw);
    }

    /** As the mailbox brings it. */
    private void mail(String trackId, byte[] raw) throws Exception {
        Content staged = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(raw));
        assertThat(template.request("direct:applicant-intake", exchange -> {
                            exchange.setVariable("input", staged);
                            exchange.setVariable(
                                    "arrival", new Arrival(Channel.MAIL, trackId, null, null, null, null, null));
                        })
                        .getException())
                .isNull();
    }

    private String onlyCv(SimulatedApplicant applicant) {
        return jobtrain().applications().stream()
                .filter(application -> application.email().equals(applicant.email()))
                .map(application -> application.cv().sha256())
                .reduce((one, other) -> {
                    throw new AssertionError("two applications");
                })
                .orElseThrow();
    }
}
