package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.HeldMails;
import org.applicantrelay.operation.Operations;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jmx.export.MBeanExporter;

/** What an operator can do with a mail that names no applicant. */
class HeldMailsTest extends RouteTest {

    private static final byte[] CV = SampleCv.pdf("Ada", 20_000);
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String KEY = "mail:" + DIGEST;

    @Autowired
    Contents contents;

    @Autowired
    HeldMails heldMails;

    @Autowired
    ApplicationWorkList workList;

    @Test
    void aMailGoesItsWayOnceItHasATrackId() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().file("cv.pdf", CV).build());
        hold(applicant);
        assertThat(heldMails.list()).singleElement().asString().startsWith(KEY + " NO_TRACK_ID ");

        heldMails.assign(KEY, String.valueOf(applicant.id()));

        awaitDelivered(applicant);
        assertThat(heldMails.list()).isEmpty();
        assertThat(timelineOf(applicant))
                .containsSubsequence("WAITING (an operator gave the mail its track id)", "DELIVERING (attempt 1)");
        assertThat(count("applicant_key where key_text = 'idibu:" + applicant.id() + "'"))
                .isOne();
        assertThat(count("audit_entry where action = 'assign' and detail = 'to applicant " + applicant.id() + "'"))
                .isOne();
        // Later channels find it.
        poll("idibu-listing");
        assertThat(count("application")).isOne();
    }

    @Test
    void aMailAddsToWhomAnotherChannelHasBrought() throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference("UNKNOWN"));
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        hold(applicant);

        heldMails.assign(KEY, String.valueOf(applicant.id()));

        Application row = row(applicant);
        assertThat(row.getChannels()).isEqualTo("LISTING MAIL");
        assertThat(contents.find(row.getId(), Content.Kind.MAIL, 0)).isPresent();
        assertThat(timelineOf(applicant)).anyMatch(line -> line.contains("also from a forwarded mail"));
        Application mail = applications.findByTrackId(KEY).orElseThrow();
        assertThat(mail.getState()).isEqualTo(ApplicationState.DUPLICATE);
        assertThat(timeline.of(mail.getId()))
                .extracting(TimelineEntry::getNote)
                .contains("an operator found it to be of applicant " + applicant.id());
    }

    @Test
    void aDiscardedMailStaysAndIsNotBroughtAgain() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        hold(applicant);
        heldMails.discard(KEY, "a newsletter");
        hold(applicant);

        Application mail = applications.findByTrackId(KEY).orElseThrow();
        assertThat(mail.getState()).isEqualTo(ApplicationState.DEAD);
        assertThat(mail.getCode()).isEqualTo("DISCARDED");
        assertThat(contents.find(mail.getId(), Content.Kind.MAIL, 0)).isPresent();
        assertThat(heldMails.list()).isEmpty();
        assertThat(count("content")).isOne();
    }

    @Test
    void aMailHasNoApplicantThatCouldBeReplayed() throws Exception {
        hold(idibu().add(someone().build()));

        assertThat(workList.replay(KEY)).contains("HeldMails");
        assertThat(workList.dryRunByCode("NO_TRACK_ID", 0))
                .containsExactly(
                        "0 would go on",
                        "1 would be left out: they are mails that name no applicant, discarded, or erased");
        assertThat(workList.replayByCode("NO_TRACK_ID", 0)).startsWith("0 applications go on");
        assertThat(heldMails.list()).hasSize(1);

        assertThat(workList.discard(KEY, "a newsletter")).contains(" is discarded");
        assertThat(heldMails.list()).isEmpty();
        assertThat(count("outcome")).as("idibu does not know it").isZero();
    }

    @Test
    void wrongInputIsRefusedInASentence() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        for (String key : new String[] {null, "", "mail:unknown", String.valueOf(applicant.id())}) {
            assertThatThrownBy(() -> heldMails.assign(key, "7"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No mail is held under that key; see list()");
        }
        hold(applicant);
        for (String trackId : new String[] {null, "", "x", "-1", "0", "1;2"}) {
            assertThatThrownBy(() -> heldMails.assign(KEY, trackId)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> heldMails.discard(KEY, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(heldMails.list()).hasSize(1);
    }

    @Test
    void operatorsReachItOverJmx() throws Exception {
        hold(idibu().add(someone().build()));
        // Not the process's: contexts that other tests close take the name away there.
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        MBeanExporter exporter =
                Operations.exporting(Map.of("org.applicantrelay:type=Intake,name=HeldMails", heldMails));
        exporter.setServer(server);
        exporter.afterPropertiesSet();
        exporter.afterSingletonsInstantiated();
        ObjectName name = new ObjectName("org.applicantrelay:type=Intake,name=HeldMails");

        assertThat((List<?>) server.invoke(name, "list", null, null)).hasSize(1);
        assertThat(server.getMBeanInfo(name).getOperations())
                .extracting("name")
                .containsExactlyInAnyOrder("list", "assign", "discard");
    }

    /** As the mailbox brings a mail without a track id. */
    private void hold(SimulatedApplicant applicant) throws IOException {
        byte[] raw = ForwardedMail.of(applicant, 4242, "Nurse").withoutTrackId().raw();
        Content mail = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(raw));
        assertThat(template.request("direct:applicant-intake", exchange -> {
                            exchange.setVariable("input", mail);
                            exchange.setVariable("arrival", Arrival.held(DIGEST, Fault.NO_TRACK_ID));
                        })
                        .getException())
                .isNull();
    }
}
