package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.delivery.Claim;
import org.applicantrelay.delivery.Deliveries;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.sandbox.ApplicantFile;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
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

    @Autowired
    Deliveries deliveries;

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

    @Test
    void theNewestOfSeveralMailsCounts() throws Exception {
        SimulatedApplicant applicant = add(someone());
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0};
        mail(ForwardedMail.of(withFiles(applicant, List.of(new ApplicantFile("all.zip", zip))), 4242, "Nurse"));
        awaitState(applicant, ApplicationState.PARKED, "FILE_TYPE_REFUSED");

        mail(mailOf(applicant, "Dear team"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
    }

    @Test
    void ofTwoMailsWithACvTheNewestIsSent() throws Exception {
        SimulatedApplicant applicant = add(someone());
        mail(ForwardedMail.of(withFiles(applicant, List.of(new ApplicantFile("cv.pdf", OF_IDIBU))), 4242, "Nurse"));
        mail(mailOf(applicant, "Dear team"));

        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
    }

    @Test
    void aMailThatComesWhileAnAttemptIsUnderWayIsNotMissed() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        announce(applicant);
        Claim claim =
                template.request("direct:application-claim", exchange -> {}).getVariable("claim", Claim.class);
        mail(mailOf(applicant, "Dear team"));

        deliveries.failed(claim, new RelayException(Fault.JOB_UNKNOWN));

        assertThat(timelineOf(applicant).get(3)).isEqualTo("WAITING (JOB_UNKNOWN while another channel brought more)");
        assertThat(count("outcome")).isZero();
        awaitDelivered(applicant);
        assertThat(onlyCv(applicant)).isEqualTo(Cv.sha256(OF_MAIL));
    }

    @Test
    void aMailWithoutACvDoesNotHoldUpWhomJobtrainMayHave() throws Exception {
        SimulatedApplicant applicant = add(someone());
        jobtrain()
                .faults()
                .add(FaultSwitch.of(FaultKind.ANSWER_LOST)
                        .on(RequestKind.CREATE)
                        .times(1));
        announce(applicant);
        awaitWork(() -> row(applicant).getIntentAt() != null && row(applicant).getState() != ApplicationState.DELIVERING
                || row(applicant).getState() == ApplicationState.DELIVERED);
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0};
        mail(ForwardedMail.of(withFiles(applicant, List.of(new ApplicantFile("all.zip", zip))), 4242, "Nurse"));

        awaitDelivered(applicant);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isOne();
    }

    @Test
    void idibuIsNotToldOfWhomItDoesNotKnow() throws Exception {
        mail(
                "4711",
                ForwardedMail.of(idibu().add(someone().build()), 4242, "Nurse").raw());
        Claim claim =
                template.request("direct:application-claim", exchange -> {}).getVariable("claim", Claim.class);
        database.update(
                "update application set trying_since = ?",
                Timestamp.from(clock.now().minusSeconds(3 * 24 * 3600)));

        deliveries.failed(claim, new RelayException(Fault.IDIBU_REFUSED));

        assertThat(applications.findByTrackId("4711").orElseThrow().getState()).isEqualTo(ApplicationState.DEAD);
        assertThat(count("outcome")).isZero();
    }

    /** As the webhook announces it. */
    private void announce(SimulatedApplicant applicant) {
        template.request("direct:applicant-intake", exchange -> {
            exchange.setVariable("input", "type=ApplicationReceived&aptrack_id=" + applicant.id());
            exchange.setVariable(
                    "arrival",
                    new Arrival(Channel.WEBHOOK, String.valueOf(applicant.id()), null, null, null, null, null));
        });
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
