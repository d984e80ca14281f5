package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;

/** Rows whose key the relay does not have: they are reported, and stop nobody. */
class UnreadableRecordsTest extends RouteTest {

    /** Where the key id begins in a personal column, and in other sealed bytes. */
    private static final int PERSONAL = 17;

    private static final int BYTES = 1;

    @Autowired
    Contents contents;

    @Autowired
    ApplicationWorkList workList;

    @Autowired
    DeadLetterWorkList letterWorkList;

    @Test
    void anApplicationThatCannotBeReadIsParkedInTheEndAndGoesOnOnceTheKeyIsThere(CapturedOutput output)
            throws Exception {
        SimulatedApplicant unreadable = arrive(someone());
        changeKeysOf(unreadable);
        SimulatedApplicant other = arrive(someone());

        awaitDelivered(other);
        awaitState(unreadable, ApplicationState.WAITING, "RECORD_UNREADABLE");
        awaitWork(() -> {
            // While it is being delivered, its row is written back as it was read.
            database.update(
                    "update application set trying_since = trying_since - interval '3' day where state = 'WAITING'");
            return row(unreadable).getState() == ApplicationState.PARKED;
        });
        assertThat(row(unreadable).getCode()).isEqualTo("RECORD_UNREADABLE");
        awaitWork(() -> idibu().outcomes(unreadable.id()).size() == 1);

        String id = String.valueOf(unreadable.id());
        assertThat(workList.count()).singleElement().asString().contains("encryption-key-previous");
        assertThat(workList.list(null, null, null, null)).hasSize(1);
        assertThat(workList.show(id)).anyMatch(line -> line.contains("sealed with another key"));
        assertThat(workList.dryRun(id)).first().asString().startsWith("1 would go on");
        // Another channel adds to it.
        mail(unreadable);
        assertThat(row(unreadable).getChannels()).isEqualTo("LISTING MAIL");
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("ERROR") && line.contains(id));

        // As if the key was there: nothing has overwritten what could not be read.
        changeKeysOf(unreadable);
        assertThat(row(unreadable).getEmail()).isEqualTo(unreadable.email());
        workList.replayByCode("RECORD_UNREADABLE", 0);
        awaitDelivered(unreadable);
        onlyOne(unreadable);
    }

    @Test
    void aDeadLetterThatCannotBeReadDoesNotStopTheOthers() throws Exception {
        DeadLetter unreadable = keep("a=" + PRIVATE);
        DeadLetter other = keep("type=JobPosted&client_id=1");
        changeKey("dead_letter", "input", unreadable.getId(), PERSONAL);
        String id = unreadable.getId().toString();

        assertThat(letterWorkList.list(null, null, null, null)).hasSize(2);
        assertThat(letterWorkList.show(id)).anyMatch(line -> line.startsWith("RECORD_UNREADABLE: "));
        assertThat(letterWorkList.input(id)).startsWith("RECORD_UNREADABLE: ");
        assertThat(letterWorkList.dryRun(id)).startsWith("cannot be replayed: RECORD_UNREADABLE");
        assertThat(letterWorkList.replayByCode("UNEXPECTED", 0))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("1 Cannot be replayed: RECORD_UNREADABLE"))
                .contains("1 Replayed by an operator: it announces no applicant");
        assertThat(deadLetters.find(other.getId()).orElseThrow().isOpen()).isFalse();

        changeKey("dead_letter", "input", unreadable.getId(), PERSONAL);
        assertThat(letterWorkList.input(id)).isEqualTo("a=" + PRIVATE);
    }

    @Test
    void aKeptMailThatCannotBeReadIsSaidToBe() throws Exception {
        Content mail = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(PRIVATE.getBytes()));
        DeadLetter letter = keep(mail);
        database.update(
                "update content_chunk set sealed = ?",
                changed(database.queryForObject("select sealed from content_chunk", byte[].class), BYTES));
        String id = letter.getId().toString();

        assertThat(letterWorkList.dryRun(id)).isEqualTo("would meet RECORD_UNREADABLE again");
        assertThat(letterWorkList.replay(id)).startsWith("Not replayed, and kept as it is: RECORD_UNREADABLE");
        assertThat(letterWorkList.input(id)).startsWith("RECORD_UNREADABLE: ");
    }

    /** All records of the applicant seem to be sealed with another key; the second time, with the right one again. */
    private void changeKeysOf(SimulatedApplicant applicant) {
        Application row = row(applicant);
        changeKey("application", "applicant_name", row.getId(), PERSONAL);
        changeKey("application", "applicant_email", row.getId(), PERSONAL);
        for (Content content : contents.all(row.getId())) {
            if (content.getKind() != Content.Kind.MAIL) {
                changeKey("content", "sealed", content.getId(), BYTES);
            }
        }
    }

    private void changeKey(String table, String column, UUID id, int at) {
        byte[] sealed =
                database.queryForObject("select " + column + " from " + table + " where id = ?", byte[].class, id);
        database.update("update " + table + " set " + column + " = ? where id = ?", changed(sealed, at), id);
    }

    private static byte[] changed(byte[] sealed, int at) {
        sealed[at] ^= 1;
        return sealed;
    }

    private DeadLetter keep(Object input) throws Exception {
        List<UUID> before = deadLetters.all().stream().map(DeadLetter::getId).toList();
        String source = input instanceof Content ? "idibu-mailbox" : "idibu-webhook";
        deadLetters.keep(null, source, input, new RelayException(Fault.UNEXPECTED));
        return deadLetters.all().stream()
                .filter(letter -> !before.contains(letter.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void mail(SimulatedApplicant applicant) throws Exception {
        Content mail = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(PRIVATE.getBytes()));
        assertThat(template.request("direct:applicant-intake", exchange -> {
                            exchange.setVariable("input", mail);
                            exchange.setVariable(
                                    "arrival",
                                    new Arrival(
                                            Channel.MAIL,
                                            String.valueOf(applicant.id()),
                                            null,
                                            null,
                                            null,
                                            null,
                                            null));
                        })
                        .getException())
                .isNull();
    }

    private void onlyOne(SimulatedApplicant applicant) {
        assertThat(jobtrain().applications())
                .filteredOn(received -> received.email().equals(applicant.email()))
                .hasSize(1);
    }
}
