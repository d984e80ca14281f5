package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.applicantrelay.application.Application;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.erasure.Erasures;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.operation.Operations;
import org.applicantrelay.sandbox.ForwardedMail;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.jmx.export.MBeanExporter;

/** {@code routes/delivery/dead-letter-replay}, and what an operator can do with dead letters. */
class DeadLetterWorkListTest extends RouteTest {

    private static final String NAME = "org.applicantrelay:type=WorkList,name=DeadLetters";
    private static final byte[] CV = SampleCv.pdf("Ada", 20_000);

    @Autowired
    Erasures erasures;

    @Autowired
    DeadLetterWorkList workList;

    @Autowired
    Contents contents;

    @Test
    void anEventGoesItsWayOnceThatIsMended() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        DeadLetter letter = keep("idibu-webhook", event(applicant));
        String made = "would make an application, and Jobtrain would be asked for it first";
        assertThat(workList.dryRun(id(letter))).isEqualTo(made + ", applicant " + applicant.id());
        assertThat(workList.dryRunByCode("UNEXPECTED", 0)).containsExactly("1 " + made);
        assertThat(count("application")).isZero();

        assertThat(workList.replay(id(letter)))
                .isEqualTo("Replayed by an operator: applicant " + applicant.id() + " is RECEIVED");

        assertThat(row(applicant).getChannel()).isEqualTo("WEBHOOK");
        assertThat(row(applicant).isReadBackFirst()).isTrue();
        awaitDelivered(applicant);
        assertThat(jobtrain().requests().count(RequestKind.CANDIDATES)).isOne();
        assertThat(workList.list(null, null, null, null)).isEmpty();
        assertThat(workList.show(id(letter)))
                .last()
                .asString()
                .matches("settled .*: Replayed by an operator: applicant " + applicant.id() + " is RECEIVED");
        assertThat(workList.replay(id(letter))).startsWith("Settled already: Replayed");
        assertThat(current(letter).getInput()).isEqualTo(event(applicant));
        assertThat(timelineOf(applicant)).first().isEqualTo("RECEIVED (from idibu's webhook)");
    }

    @Test
    void anEventOfAnotherTypeIsSettled() throws Exception {
        DeadLetter letter = keep("idibu-webhook", "type=JobPosted&client_id=1");

        assertThat(workList.dryRun(id(letter))).isEqualTo("would be settled: it announces no applicant");
        assertThat(workList.replay(id(letter))).isEqualTo("Replayed by an operator: it announces no applicant");
        assertThat(count("application")).isZero();
    }

    @Test
    void anElementOfTheListingGoesItsWay() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        DeadLetter letter = keep("idibu-listing", element(applicant));

        workList.replay(id(letter));

        awaitDelivered(applicant);
        assertThat(timelineOf(applicant)).first().isEqualTo("RECEIVED (from idibu's listing)");
        assertThat(current(letter).getResolvedAt()).isNotNull();
    }

    @Test
    void whatIsRefusedAgainIsCountedAndStaysAsItCame(CapturedOutput output) throws Exception {
        idibu().add(someone().quirk(Quirk.UNREADABLE_ELEMENT).build());
        poll("idibu-listing");
        DeadLetter letter = deadLetters.all().get(0);
        assertThat(workList.dryRunByCode("IDIBU_UNREADABLE", 0)).containsExactly("1 would meet IDIBU_UNREADABLE again");

        assertThat(workList.replay(id(letter))).isEqualTo("Replayed, and kept once more: IDIBU_UNREADABLE");

        assertThat(deadLetterLines()).containsExactly("idibu-listing IDIBU_UNREADABLE 2");
        assertThat(current(letter).getInput()).isEqualTo(letter.getInput()).contains(PRIVATE);
        assertThat(current(letter).isOpen()).isTrue();
        assertThat(workList.list("IDIBU_UNREADABLE", "idibu-listing", "2020-01-01", "2099-01-01"))
                .singleElement()
                .asString()
                .startsWith(id(letter) + " idibu-listing IDIBU_UNREADABLE, 2 times, last ");
        assertThat(warnings(output)).anyMatch(line -> line.contains("from idibu-listing came again"));
        assertThat(workList.input(id(letter))).isEqualTo(letter.getInput());
    }

    @Test
    void ofAPageWhateverCanBeReadIsTakenIn() throws Exception {
        SimulatedApplicant one = idibu().add(someone().build());
        SimulatedApplicant two = idibu().add(someone().build());
        String whole = "<idibu><response><applicants><total>2</total></applicants>" + element(one)
                + "</response><status>success</status></idibu>";
        DeadLetter letter = keep("idibu-listing", whole);
        DeadLetter broken =
                keep("idibu-listing", whole.replace(element(one), element(two)).replace("</idibu>", ""));
        assertThat(workList.dryRun(id(broken))).isEqualTo("would meet LISTING_UNREADABLE again");

        assertThat(workList.replay(id(letter)))
                .isEqualTo("Replayed by an operator: all applicants of the page are taken in");
        assertThat(workList.replay(id(broken))).isEqualTo("Replayed, and kept once more: LISTING_UNREADABLE");

        awaitDelivered(one);
        awaitDelivered(two);
        assertThat(current(broken).getInput()).endsWith("</status>");
        assertThat(count("dead_letter")).isEqualTo(2);
    }

    @Test
    void aMailGoesItsWayAndIsKeptByteForByte() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().file("cv.pdf", CV).build());
        byte[] raw = ForwardedMail.of(applicant, 4242, "Nurse").raw();
        Content staged = contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(raw));
        DeadLetter letter = keep("idibu-mailbox", staged);

        assertThat(workList.replay(id(letter))).endsWith("applicant " + applicant.id() + " is RECEIVED");

        Application row = row(applicant);
        assertThat(row.getChannel()).isEqualTo("MAIL");
        assertThat(bytes(contents.find(row.getId(), Content.Kind.MAIL, 0).orElseThrow()))
                .isEqualTo(raw);
        assertThat(bytes(contents.get(current(letter).getContentId()))).isEqualTo(raw);
        awaitDelivered(applicant);

        // The same mail once more, of whom Jobtrain has already: nothing is added, and the letter keeps its own.
        database.update("update dead_letter set resolved_at = null");
        assertThat(workList.replay(id(letter))).endsWith("applicant " + applicant.id() + " is DELIVERED");
        assertThat(bytes(contents.get(current(letter).getContentId()))).isEqualTo(raw);
        assertThat(count("content where kind = 'MAIL'")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "idibu-mailbox,'mail 5 of folder INBOX, validity 1',mark it there as unread",
        "idibu-listing,'No text was kept of after_date=2026-11-24 00:00:00',at each poll",
        "applicant-intake,<applicant/>,no source brings applicant-intake again"
    })
    void whatWasNotKeptWholeCannotBeReplayed(String source, String input, String why) throws Exception {
        DeadLetter letter = keep(source, input);

        assertThat(workList.dryRun(id(letter)))
                .startsWith("cannot be replayed: ")
                .contains(why);
        assertThat(workList.replay(id(letter)))
                .startsWith("Cannot be replayed: ")
                .contains(why);
        assertThat(current(letter).getTimes()).isOne();
        assertThat(current(letter).isOpen()).isTrue();
    }

    @Test
    void aDryRunForeseesWhoIsPassedOver() throws Exception {
        SimulatedApplicant erased = arrive(someone());
        awaitDelivered(erased);
        erasures.byEmail(erased.email(), "test");
        SimulatedApplicant same = idibu().add(someone().email(erased.email()).build());
        DeadLetter letter = keep(
                "idibu-listing", element(same).replace("</applicant>", "<date>2020-01-01 08:00:00</date></applicant>"));
        DeadLetter deleted = keep("idibu-listing", element(same).replace(same.email(), "deleted@idibu.com"));

        assertThat(workList.dryRun(id(letter)))
                .isEqualTo("would be passed over: the person was erased here, applicant " + same.id());
        assertThat(workList.dryRun(id(deleted)))
                .isEqualTo("would be passed over: idibu has deleted the person, applicant " + same.id());

        workList.replay(id(letter));
        workList.replay(id(deleted));
        assertThat(count("application where track_id = '" + same.id() + "'")).isZero();
    }

    @Test
    void twoReplicasAtOnceMakeOneApplication() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        DeadLetter letter = keep("idibu-webhook", event(applicant));
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        List<Future<List<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(replicas.submit(() -> workList.replayByTime("2020-01-01", null)));
        }
        for (Future<List<String>> answer : answers) {
            answer.get(20, TimeUnit.SECONDS);
        }
        replicas.shutdown();

        assertThat(count("application")).isOne();
        assertThat(current(letter).getResolvedAt()).isNotNull();
        awaitDelivered(applicant);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isOne();
    }

    @Test
    void allWithACodeAreReplayedAndCounted() throws Exception {
        SimulatedApplicant one = idibu().add(someone().build());
        SimulatedApplicant two = idibu().add(someone().build());
        keep("idibu-webhook", event(one));
        keep("idibu-webhook", event(two));
        keep("idibu-webhook", "aptrack_id=1");

        assertThat(workList.replayByCode("UNEXPECTED", 0))
                .containsExactly(
                        "2 Replayed by an operator: an applicant is RECEIVED",
                        "1 Replayed, and kept once more: EVENT_UNREADABLE");
        assertThat(workList.list(null, null, null, null)).hasSize(1);
    }

    @Test
    void aDatabaseThatFailsChangesNothing() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().build());
        DeadLetter letter = keep("idibu-webhook", event(applicant));

        without("applicant_key", () -> assertThat(workList.replay(id(letter)))
                .startsWith("Not replayed, and kept as it is: DATABASE"));

        assertThat(current(letter).getTimes()).isOne();
        assertThat(current(letter).isOpen()).isTrue();
        assertThat(count("application")).isZero();
    }

    @Test
    void whatIsDiscardedStaysSoThoughItComesAgain(CapturedOutput output) throws Exception {
        DeadLetter letter = keep("idibu-webhook", "a=b");

        assertThatThrownBy(() -> workList.discard(id(letter), " ")).hasMessage("A reason is needed, for the timeline");
        assertThat(workList.discard(id(letter), "a test of the sender's")).isEqualTo("Discarded");
        keep("idibu-webhook", "a=b");

        assertThat(current(letter).getTimes()).isEqualTo(2);
        assertThat(workList.list(null, null, null, null)).isEmpty();
        assertThat(workList.show(id(letter)))
                .last()
                .asString()
                .endsWith(": discarded by an operator: a test of the sender's");
        assertThat(workList.replay(id(letter))).startsWith("Settled already: discarded");
        assertThat(workList.discard(id(letter), "again")).startsWith("Settled already: discarded");
        assertThat(workList.replayByTime("2020-01-01", null)).isEmpty();
        assertThat(current(letter).getInput()).isEqualTo("a=b");
        assertThat(warnings(output)).hasSize(1);
    }

    @Test
    void showsAllButTheInput() throws Exception {
        DeadLetter letter = keep("idibu-webhook", "from=" + PRIVATE);

        assertThat(workList.show(id(letter)))
                .contains("idibu-webhook UNEXPECTED", "open")
                .anyMatch(line -> line.startsWith("came 1 times, first 20"))
                .anyMatch(line -> line.matches("input of 17 bytes, SHA-256 [0-9a-f]{64}"))
                .noneMatch(line -> line.contains(PRIVATE));
        assertThat(workList.list(null, "idibu-listing", null, null)).isEmpty();
        assertThat(workList.list("NO_EMAIL", null, null, null)).isEmpty();
        assertThat(workList.list(null, null, null, "2020-01-01")).isEmpty();
        for (String unknown : new String[] {null, "", "x", "2b0e7a4e-0000-4000-8000-000000000000"}) {
            for (Work work : List.<Work>of(
                    () -> workList.show(unknown),
                    () -> workList.input(unknown),
                    () -> workList.dryRun(unknown),
                    () -> workList.replay(unknown),
                    () -> workList.discard(unknown, "why"))) {
                assertThatThrownBy(work::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("No dead letter has that id; see list()");
            }
        }
    }

    @Test
    void operatorsReachItOverJmx() throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        MBeanExporter exporter = Operations.exporting(Map.of(NAME, workList));
        exporter.setServer(server);
        exporter.afterPropertiesSet();
        exporter.afterSingletonsInstantiated();

        assertThat(server.getMBeanInfo(new ObjectName(NAME)).getOperations())
                .extracting("name")
                .containsExactlyInAnyOrder(
                        "list",
                        "show",
                        "input",
                        "dryRun",
                        "dryRunByCode",
                        "dryRunByTime",
                        "replay",
                        "replayByCode",
                        "replayByTime",
                        "discard");
    }

    private DeadLetter keep(String source, Object input) throws Exception {
        List<DeadLetter> before = deadLetters.all();
        deadLetters.keep(null, source, input, new RelayException(Fault.UNEXPECTED));
        return deadLetters.all().stream()
                .filter(letter ->
                        before.stream().noneMatch(known -> known.getId().equals(letter.getId())))
                .findFirst()
                .orElse(null);
    }

    private DeadLetter current(DeadLetter letter) {
        return deadLetters.find(letter.getId()).orElseThrow();
    }

    private static String id(DeadLetter letter) {
        return letter.getId().toString();
    }

    private byte[] bytes(Content content) throws Exception {
        try (InputStream bytes = contents.open(content)) {
            return bytes.readAllBytes();
        }
    }

    private static String event(SimulatedApplicant applicant) {
        return "type=ApplicationReceived&client_id=602&aptrack_id=" + applicant.id() + "&from=" + applicant.email();
    }

    private static String element(SimulatedApplicant applicant) {
        return "<applicant><id>%d</id><name>%s</name><email>%s</email></applicant>"
                .formatted(applicant.id(), applicant.name(), applicant.email());
    }
}
