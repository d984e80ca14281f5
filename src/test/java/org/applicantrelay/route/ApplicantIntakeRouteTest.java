package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.intake.ApplicantKeys;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(intake(input, Channel.LISTING).getException()).isNull();
        assertThat(intake(input("81").replace("Ada", "Eve"), Channel.LISTING).getException())
                .isNull();

        assertThat(everythingOf("81")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
        Application row = applications.findByTrackId("81").orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.RECEIVED);
        assertThat(row.getName()).isEqualTo("Ada " + PRIVATE);
        assertThat(row.getJobReference()).isEqualTo("J71");
        assertThat(contents.text(
                        contents.find(row.getId(), Content.Kind.LISTING, 0).orElseThrow()))
                .isEqualTo(input);
    }

    @Test
    void smallRawInputLiesSealedInItsOwnRow() throws Exception {
        intake(input("83"), Channel.LISTING);

        byte[] sealed = database.queryForObject("select sealed from content", byte[].class);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain(PRIVATE);
        assertThat(count("content_chunk")).isZero();
    }

    @Test
    void largeRawInputLiesInChunks() throws Exception {
        String input = input("84").replace("Ada", "Ada " + "x".repeat(300_000));
        intake(input, Channel.LISTING);

        assertThat(count("content where sealed is null")).isOne();
        assertThat(count("content_chunk")).isEqualTo(2);
        Application row = applications.findByTrackId("84").orElseThrow();
        assertThat(contents.text(
                        contents.find(row.getId(), Content.Kind.LISTING, 0).orElseThrow()))
                .isEqualTo(input);
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
                    return intake(input, Channel.LISTING);
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
            Future<Exchange> waiting = second.submit(() -> intake(input("89"), Channel.LISTING));
            await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
            return waiting;
        });
        assertThat(answer.get(10, TimeUnit.SECONDS).getException()).isNull();
        second.shutdown();
        assertThat(everythingOf("89")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
    }

    @Test
    void rollsKeyAndRowBackWhenALaterStepFails(CapturedOutput output) throws Exception {
        // Without a channel no row can be made, and by then the key is written.
        Exchange answer = intake(input("83"), null);

        assertThat(answer.getException()).isNull();
        assertThat(everythingOf("83")).isEqualTo("0 row, 0 key, 0 content, 0 entry, 1 dead letters");
        assertThat(deadLetterLines()).singleElement().asString().contains("UNEXPECTED 1");
        assertThat(deadLetters.all().get(0).getInput()).isEqualTo(input("83"));
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("is kept as dead letter"));

        intake(input("83"), Channel.LISTING);
        assertThat(everythingOf("83")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 1 dead letters");
    }

    @Test
    void countsTheSameDeadLetter() throws Exception {
        intake(input("84"), null);
        intake(input("84"), null);
        intake(input("85"), null);

        assertThat(deadLetters.all()).extracting("times").containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void refusesWhatNamesNoApplicant() throws Exception {
        assertThat(intake("<applicant><name>Ada</name></applicant>", Channel.LISTING)
                        .getException())
                .isNull();
        assertThat(intake("<applicant><id>7; drop</id></applicant>", Channel.LISTING)
                        .getException())
                .isNull();
        assertThat(intake("<applicant/>", Channel.LISTING).getException()).isNull();

        assertThat(count("application")).isZero();
        assertThat(count("applicant_key")).isZero();
        assertThat(deadLetterLines()).hasSize(3).allMatch(line -> line.endsWith("NO_TRACK_ID 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "LISTING, WEBHOOK, MAIL",
        "LISTING, MAIL, WEBHOOK",
        "WEBHOOK, LISTING, MAIL",
        "WEBHOOK, MAIL, LISTING",
        "MAIL, LISTING, WEBHOOK",
        "MAIL, WEBHOOK, LISTING"
    })
    void mergesTheChannelsInAnyOrder(Channel first, Channel second, Channel third) throws Exception {
        for (Channel channel : List.of(first, second, third, first, second, third)) {
            assertThat(intake(input("90"), channel).getException()).isNull();
        }

        assertThat(everythingOf("90")).isEqualTo("1 row, 1 key, 3 content, 3 entry, 0 dead letters");
        Application row = applications.findByTrackId("90").orElseThrow();
        assertThat(row.getChannel()).isEqualTo(first.name());
        assertThat(row.getChannels()).isEqualTo(first + " " + second + " " + third);
        assertThat(row.getName()).isEqualTo("Ada " + PRIVATE);
        assertThat(row.getEmail()).isEqualTo("ada." + PRIVATE + "@example.org");
        assertThat(row.getJobReference()).isEqualTo("J71");
        for (Content.Kind kind : List.of(Content.Kind.LISTING, Content.Kind.EVENT, Content.Kind.MAIL)) {
            assertThat(contents.text(contents.find(row.getId(), kind, 0).orElseThrow()))
                    .isEqualTo(input("90"));
        }
        assertThat(count("content where application_id is null")).isZero();
        assertThat(timeline.of(row.getId()))
                .extracting(TimelineEntry::getNote)
                .containsExactly("from " + words(first), "also from " + words(second), "also from " + words(third));
    }

    private static String words(Channel channel) {
        return switch (channel) {
            case LISTING -> "idibu's listing";
            case WEBHOOK -> "idibu's webhook";
            case MAIL -> "a forwarded mail";
        };
    }

    @Test
    void mergesFifteenAtOnceOfAllChannels(CapturedOutput output) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(15);
        CyclicBarrier together = new CyclicBarrier(15);
        for (int round = 0; round < 5; round++) {
            String input = input("91" + round);
            List<Future<Exchange>> answers = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                Channel channel = Channel.values()[i % 3];
                answers.add(senders.submit(() -> {
                    together.await();
                    return intake(input, channel);
                }));
            }
            for (Future<Exchange> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(everythingOf("91" + round)).isEqualTo("1 row, 1 key, 3 content, 3 entry, 0 dead letters");
        }
        senders.shutdown();
        assertThat(count("content where application_id is null")).isZero();
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void addsNothingToWhatJobtrainHas() throws Exception {
        intake(input("92"), Channel.WEBHOOK);
        database.update("update application set state = 'DELIVERED', due_at = null where track_id = '92'");
        intake(input("92"), Channel.MAIL);
        intake(input("92"), Channel.MAIL);

        assertThat(everythingOf("92")).isEqualTo("1 row, 1 key, 1 content, 2 entry, 0 dead letters");
        Application row = applications.findByTrackId("92").orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.DELIVERED);
        assertThat(row.getDueAt()).isNull();
        assertThat(row.getName()).isNull();
        assertThat(timeline.of(row.getId()).get(1).getNote())
                .isEqualTo("also from a forwarded mail, too late to add to it");
        assertThat(count("content where application_id is null")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PARKED, JOB_UNKNOWN, WAITING",
        "PARKED, FILE_TYPE_REFUSED, WAITING",
        "DEAD, IDIBU_REFUSED, WAITING",
        "WAITING, FILE_GONE, WAITING",
        "PARKED, JOBTRAIN_REFUSED, PARKED",
        "DEAD, UNEXPECTED, DEAD"
    })
    void letsGoOnWhatMoreMayHelp(ApplicationState state, String code, ApplicationState then) throws Exception {
        intake(input("93"), Channel.WEBHOOK);
        database.update(
                "update application set state = ?, code = ?, due_at = null where track_id = '93'", state.name(), code);
        intake(input("93"), Channel.MAIL);

        Application row = applications.findByTrackId("93").orElseThrow();
        assertThat(row.getState()).isEqualTo(then);
        assertThat(row.getDueAt() != null).isEqualTo(then == ApplicationState.WAITING);
    }

    @Test
    void keepsEachOfSeveralMailsAndTheSameOneOnce() throws Exception {
        intake(input("94"), Channel.MAIL);
        database.update("update application set state = 'PARKED', code = 'FILE_TYPE_REFUSED' where track_id = '94'");
        intake(input("94"), Channel.MAIL);
        assertThat(applications.findByTrackId("94").orElseThrow().getState()).isEqualTo(ApplicationState.PARKED);

        mail("94", "a second mail");

        Application row = applications.findByTrackId("94").orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.WAITING);
        assertThat(contents.all(row.getId(), Content.Kind.MAIL))
                .extracting(Content::getPosition)
                .containsExactly(0, 1);
        assertThat(timeline.of(row.getId()))
                .extracting(TimelineEntry::getNote)
                .containsExactly("from a forwarded mail", "from another forwarded mail");
        for (int i = 0; i < 20; i++) {
            mail("94", "mail number " + i);
        }
        assertThat(contents.all(row.getId(), Content.Kind.MAIL)).hasSize(10);
        assertThat(count("content")).isEqualTo(10);
    }

    private void mail(String trackId, String text) throws IOException {
        Content mail = staged(text);
        template.request("direct:applicant-intake", exchange -> {
            exchange.setVariable("input", mail);
            exchange.setVariable("arrival", new Arrival(Channel.MAIL, trackId, null, null, null, null, null));
        });
    }

    @Test
    void parksAMailThatNamesNobodyOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            Content mail = staged("From: somebody");
            template.request("direct:applicant-intake", exchange -> {
                exchange.setVariable("input", mail);
                exchange.setVariable(
                        "arrival", new Arrival(Channel.MAIL, "mail:abc", null, null, null, null, Fault.NO_TRACK_ID));
            });
        }

        Application row = applications.findByTrackId("mail:abc").orElseThrow();
        assertThat(row.getState()).isEqualTo(ApplicationState.PARKED);
        assertThat(row.getCode()).isEqualTo("NO_TRACK_ID");
        assertThat(row.getDueAt()).isNull();
        assertThat(contents.text(
                        contents.find(row.getId(), Content.Kind.MAIL, 0).orElseThrow()))
                .isEqualTo("From: somebody");
        assertThat(count("content")).isOne();
        assertThat(count("applicant_key where key_text = 'mail:abc'")).isOne();
    }

    @Test
    void keepsAMailThatCannotBecomeAnApplicationAsItLies() throws Exception {
        for (int i = 0; i < 2; i++) {
            Content mail = staged("no applicant");
            template.request("direct:applicant-intake", exchange -> exchange.setVariable("input", mail));
        }

        assertThat(deadLetters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.getTimes()).isEqualTo(2);
            assertThat(letter.getInput()).isNull();
            assertThat(count("content where staged_at is null and id = '" + letter.getContentId() + "'"))
                    .isOne();
        });
        assertThat(count("content")).isOne();
    }

    @Test
    void throwsWhenTheDatabaseFailsAndKeepsNothing(CapturedOutput output) throws Exception {
        without("content", () -> assertThat(code(intake(input("86"), Channel.LISTING)))
                .isEqualTo("DATABASE"));
        assertThat(everythingOf("86")).isEqualTo("0 row, 0 key, 0 content, 0 entry, 0 dead letters");
        assertThat(warnings(output)).isEmpty();

        intake(input("86"), Channel.LISTING);
        assertThat(everythingOf("86")).isEqualTo("1 row, 1 key, 1 content, 1 entry, 0 dead letters");
    }

    @Test
    void throwsWhenADeadLetterCannotBeKept(CapturedOutput output) throws Exception {
        without("dead_letter", () -> assertThat(code(intake("<applicant/>", Channel.LISTING)))
                .isEqualTo("DATABASE"));
        assertThat(warnings(output)).isEmpty();
    }

    /** As {@code channel} would bring it; a mail lies in the store before anybody knows whose it is. */
    private Exchange intake(String input, Channel channel) throws Exception {
        Arrival listed = Arrival.listed(xml.readValue(input, IdibuApplicant.class));
        Object kept = channel == Channel.MAIL ? staged(input) : input;
        return template.request("direct:applicant-intake", exchange -> {
            exchange.setVariable("input", kept);
            exchange.setVariable("arrival", by(channel, listed));
        });
    }

    private Content staged(String input) throws IOException {
        return contents.stage(Content.Kind.MAIL, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    /** What that channel knows of the applicant. */
    private static Arrival by(Channel channel, Arrival all) {
        if (all == null || channel == Channel.LISTING) {
            return all;
        }
        boolean mail = channel == Channel.MAIL;
        return new Arrival(
                channel, all.trackId(), null, mail ? null : all.email(), all.jobId(), all.jobReference(), null);
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
