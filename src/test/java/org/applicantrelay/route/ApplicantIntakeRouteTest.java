package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.intake.ApplicantKeys;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code routes/intake/applicant-intake} and {@code routes/delivery/dead-letter}. */
class ApplicantIntakeRouteTest extends RouteTest {

    @Autowired
    Contents contents;

    @Autowired
    ApplicantKeys keys;

    @Autowired
    TransactionTemplate transaction;

    private final IdibuXmlMapper xml = new IdibuXmlMapper();

    @Test
    void takesTheSameApplicantInOnce() throws Exception {
        String input = input("81");
        assertThat(intake(input, "LISTING").getException()).isNull();
        assertThat(intake(input("81").replace("Ada", "Eve"), "LISTING").getException())
                .isNull();

        assertThat(everythingOf("81")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
        Application row = applications.findByTrackId("81").orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.RECEIVED);
        assertThat(row.getName()).isEqualTo("Ada " + PRIVATE);
        assertThat(row.getJobReference()).isEqualTo("J71");
        assertThat(contents.text(row.getId(), Content.Kind.LISTING)).isEqualTo(input);
    }

    @Test
    void takesOneOfTwentyAtOnceIn(CapturedOutput output) throws Exception {
        int many = 20;
        ExecutorService channels = Executors.newFixedThreadPool(many);
        CyclicBarrier together = new CyclicBarrier(many);
        for (int round = 0; round < 5; round++) {
            String input = input("82" + round);
            List<Future<Exchange>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                answers.add(channels.submit(() -> {
                    together.await();
                    return intake(input, "LISTING");
                }));
            }
            for (Future<Exchange> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(everythingOf("82" + round)).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
        }
        channels.shutdown();
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void waitsForTheOneWhoMayStillRollBack() throws Exception {
        ExecutorService second = Executors.newSingleThreadExecutor();
        Future<Exchange> answer = transaction.execute(first -> {
            assertThat(keys.add("idibu:89")).isTrue();
            first.setRollbackOnly();
            Future<Exchange> waiting = second.submit(() -> intake(input("89"), "LISTING"));
            await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
            return waiting;
        });
        assertThat(answer.get(10, TimeUnit.SECONDS).getException()).isNull();
        second.shutdown();
        assertThat(everythingOf("89")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
    }

    @Test
    void rollsKeyAndRowBackWhenALaterStepFails(CapturedOutput output) throws Exception {
        // No channel has so long a name: the row is refused, when the key is written already.
        Exchange answer = intake(input("83"), "A_CHANNEL_OF_MORE_THAN_20_LETTERS");

        assertThat(answer.getException()).isNull();
        assertThat(everythingOf("83")).isEqualTo("0 row, 0 key, 0 content, 0 entry, 1 dead letters");
        assertThat(deadLetterLines()).singleElement().asString().contains("UNEXPECTED 1");
        assertThat(deadLetters.all().get(0).getInput()).isEqualTo(input("83"));
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("is kept as dead letter"));

        intake(input("83"), "LISTING");
        assertThat(everythingOf("83")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 1 dead letters");
    }

    @Test
    void countsTheSameDeadLetter() throws Exception {
        intake(input("84"), "A_CHANNEL_OF_MORE_THAN_20_LETTERS");
        intake(input("84"), "A_CHANNEL_OF_MORE_THAN_20_LETTERS");
        intake(input("85"), "A_CHANNEL_OF_MORE_THAN_20_LETTERS");

        assertThat(deadLetters.all()).extracting("times").containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void refusesWhatNamesNoApplicant() throws Exception {
        assertThat(intake("<applicant><name>Ada</name></applicant>", "LISTING").getException())
                .isNull();
        assertThat(intake("<applicant><id>7; drop</id></applicant>", "LISTING").getException())
                .isNull();
        assertThat(intake("<applicant/>", "LISTING").getException()).isNull();

        assertThat(count("application")).isZero();
        assertThat(count("applicant_key")).isZero();
        assertThat(deadLetterLines()).hasSize(3).allMatch(line -> line.endsWith("NO_TRACK_ID 1"));
    }

    @Test
    void throwsWhenTheDatabaseFailsAndKeepsNothing(CapturedOutput output) throws Exception {
        without("content", () -> assertThat(code(intake(input("86"), "LISTING")))
                .isEqualTo("DATABASE"));
        assertThat(everythingOf("86")).isEqualTo("0 row, 0 key, 0 content, 0 entry, 0 dead letters");
        assertThat(warnings(output)).isEmpty();

        intake(input("86"), "LISTING");
        assertThat(everythingOf("86")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
    }

    @Test
    void throwsWhenADeadLetterCannotBeKept(CapturedOutput output) throws Exception {
        without("dead_letter", () -> assertThat(code(intake("<applicant/>", "LISTING")))
                .isEqualTo("DATABASE"));
        assertThat(warnings(output)).isEmpty();
    }

    private Exchange intake(String input, String channel) throws Exception {
        IdibuApplicant applicant = xml.readValue(input, IdibuApplicant.class);
        return template.request("direct:applicant-intake", exchange -> {
            exchange.setVariable("input", input);
            exchange.setVariable("applicant", applicant);
            exchange.setVariable("channel", channel);
        });
    }

    private static String code(Exchange answer) {
        return Faults.of(answer.getException()).fault().name();
    }

    private String everythingOf(String trackId) {
        String row = "(select id from application where track_id = '" + trackId + "')";
        return count("application where track_id = '" + trackId + "'") + " row, "
                + count("applicant_key where key_text = 'idibu:" + trackId + "'") + " key, "
                + count("content where application_id in " + row) + " content, "
                + count("timeline_entry where application_id in " + row) + " entry, "
                + count("dead_letter") + " dead letters";
    }

    private static String input(String trackId) {
        return "<applicant><id>" + trackId + "</id><email>ada." + PRIVATE + "@example.org</email><name>Ada " + PRIVATE
                + "</name><job><id>1</id><reference>J71</reference></job></applicant>";
    }
}
