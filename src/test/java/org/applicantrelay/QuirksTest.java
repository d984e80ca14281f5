package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.applicantrelay.QuirkCases.Case;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * 200 applicants with every quirk of idibu's mixed, who come in three waves: around London's clock change in spring,
 * in the hour of autumn that comes twice, and in its second run. Each has to end as {@link QuirkCases} says.
 */
class QuirksTest {

    private static final int APPLICANTS = 200;
    private static final List<LocalDateTime> WAVES = List.of(
            LocalDateTime.of(2026, 3, 29, 0, 58),
            LocalDateTime.of(2026, 10, 25, 1, 58, 30),
            LocalDateTime.of(2026, 10, 25, 1, 0, 0));

    @TempDir
    private Path data;

    private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
    private final Map<SimulatedApplicant, Case> people = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        partners.close();
    }

    @Test
    void everyApplicantEndsAsItsSampleExpects() {
        List<Case> cases = new ArrayList<>();
        QuirkCases.all(APPLICANTS).forEach(each -> cases.addAll(Collections.nCopies(each.times, each)));
        Collections.shuffle(cases, new Random(3));
        assertThat(cases).hasSize(APPLICANTS);

        try (ConfigurableApplicationContext relay = relay()) {
            int size = APPLICANTS / WAVES.size() + 1;
            for (int wave = 0; wave < WAVES.size(); wave++) {
                arrive(cases, wave * size, Math.min((wave + 1) * size, APPLICANTS), WAVES.get(wave));
                awaitEnds(relay);
            }
            assertNoted(relay);
            awaitResolved(relay.getBean(DeadLetters.class));
        }
        assertAtJobtrain();
        assertThat(partners.idibu().credentialLeaks()).isEmpty();
    }

    /** What the pages were kept for has come, and the next walk that reads all says so. */
    private static void awaitResolved(DeadLetters deadLetters) {
        await().untilAsserted(() -> assertThat(deadLetters.all())
                .filteredOn(letter -> letter.getCode().equals("LISTING_UNREADABLE"))
                .isNotEmpty()
                .allMatch(letter -> letter.getResolvedAt() != null));
    }

    /** One applicant every two seconds, the last of them spoiling each page of the listing that shows it, for a while. */
    private void arrive(List<Case> cases, int from, int to, LocalDateTime begin) {
        partners.idibu()
                .faults()
                .add(FaultKind.HTML_PAGE, RequestKind.LISTING, 1)
                .add(FaultKind.LEADING_NEWLINES, RequestKind.LISTING, 1)
                .add(FaultKind.TOTAL_MOVES, RequestKind.LISTING, 2);
        SimulatedApplicant last = null;
        for (int i = from; i < to; i++) {
            last = partners.idibu()
                    .add(cases.get(i).one(i).date(dateOf(begin, i - from)).build());
            people.put(last, cases.get(i));
        }
        partners.idibu()
                .faults()
                .add(FaultSwitch.of(FaultKind.BAD_PAGE)
                        .on(RequestKind.LISTING)
                        .about(last.id())
                        .times(4));
    }

    /** In spring the hour from one to two does not exist. */
    private static LocalDateTime dateOf(LocalDateTime begin, int second) {
        LocalDateTime date = begin.plusSeconds(second * 2L);
        return date.getMonthValue() == 3 && date.getHour() == 1 ? date.plusHours(1) : date;
    }

    private void awaitEnds(ConfigurableApplicationContext relay) {
        Map<String, String> expected = new TreeMap<>();
        people.forEach((applicant, each) -> expected.put(name(applicant), each.end));
        long applications = expected.values().stream()
                .filter(end -> end.matches("(DELIVERED|PARKED).*"))
                .count();
        JdbcTemplate database = relay.getBean(JdbcTemplate.class);
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            // A file that is gone is asked for until it is too old.
            database.update("update application set trying_since = trying_since - interval '49' hour"
                    + " where code = 'FILE_GONE' and state = 'WAITING'");
            return database.queryForObject(
                            "select count(*) from application where state in ('DELIVERED', 'PARKED')", Long.class)
                    >= applications;
        });
        await().untilAsserted(() -> assertThat(ends(relay)).containsExactlyEntriesOf(expected));
    }

    private Map<String, String> ends(ConfigurableApplicationContext relay) {
        Map<String, Application> applications = relay.getBean(Applications.class).findAll().stream()
                .collect(Collectors.toMap(Application::getTrackId, Function.identity()));
        List<DeadLetter> deadLetters = relay.getBean(DeadLetters.class).all();
        Map<String, String> ends = new TreeMap<>();
        people.keySet()
                .forEach(applicant -> ends.put(
                        name(applicant), end(applicant, applications.get(Long.toString(applicant.id())), deadLetters)));
        return ends;
    }

    private static String end(SimulatedApplicant applicant, Application application, List<DeadLetter> deadLetters) {
        if (application != null) {
            return application.getState() + (application.getCode() == null ? "" : " " + application.getCode());
        }
        return deadLetters.stream()
                .filter(letter -> letter.getInput().startsWith("<applicant>")
                        && letter.getInput().contains("<id>" + applicant.id() + "</id>"))
                .map(letter -> "dead letter " + letter.getCode())
                .findFirst()
                .orElse("nothing");
    }

    private String name(SimulatedApplicant applicant) {
        return people.get(applicant).what + " #" + applicant.id();
    }

    private void assertNoted(ConfigurableApplicationContext relay) {
        Applications applications = relay.getBean(Applications.class);
        Timeline timeline = relay.getBean(Timeline.class);
        people.forEach((applicant, each) -> applications
                .findByTrackId(Long.toString(applicant.id()))
                .ifPresent(application -> {
                    List<String> notes = timeline.of(application.getId()).stream()
                            .map(TimelineEntry::getNote)
                            .filter(note -> note != null && note.startsWith("idibu's detail "))
                            .toList();
                    if (each.noted == null) {
                        assertThat(notes).as(name(applicant)).isEmpty();
                    } else {
                        assertThat(notes).as(name(applicant)).containsExactly("idibu's detail " + each.noted);
                    }
                }));
    }

    private void assertAtJobtrain() {
        Map<String, ReceivedApplication> byEmail = partners.jobtrain().applications().stream()
                .collect(Collectors.toMap(ReceivedApplication::email, Function.identity()));
        Map<String, SimulatedApplicant> delivered = people.keySet().stream()
                .filter(applicant -> people.get(applicant).isDelivered())
                .collect(Collectors.toMap(QuirksTest::email, Function.identity()));
        assertThat(byEmail).containsOnlyKeys(delivered.keySet());
        assertThat(partners.jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(delivered.size());
        delivered.forEach((email, applicant) -> {
            Case each = people.get(applicant);
            ReceivedApplication received = byEmail.get(email);
            assertThat(received.firstName()).as(each.what).isEqualTo(each.first);
            assertThat(received.lastName()).as(each.what).isEqualTo(each.last);
            assertThat(received.coverLetter()).as(each.what).isEqualTo(each.letter);
            assertThat(received.source()).as(each.what).isEqualTo(each.source);
            assertThat(received.jobId()).as(each.what).isEqualTo(each.jobId);
            if (each.cv < 0) {
                assertThat(received.cv()).as(each.what).isNull();
            } else {
                assertThat(received.cv().bytes())
                        .as(each.what)
                        .isEqualTo(applicant.files().get(each.cv).bytes());
                assertThat(received.cv().fileName())
                        .as(each.what)
                        .isEqualTo(applicant.files().get(each.cv).name());
            }
        });
    }

    private static String email(SimulatedApplicant applicant) {
        return applicant.email().isEmpty() ? applicant.data().parsedEmail() : applicant.email();
    }

    private ConfigurableApplicationContext relay() {
        Map<String, String> settings = TestDatabase.in(data).settings();
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.idibu.listing.since", "2026-03-28");
        // Less than the hour that the clock goes back: the walk has to know of it.
        settings.put("relay.idibu.listing.overlap", "1m");
        settings.put("relay.jobtrain.jobs.interval", "2s");
        settings.put("relay.delivery.retry.first-delay", "1s");
        settings.put("relay.files.max-size", QuirkCases.LARGEST_FILE + "B");
        return TestRelay.start(partners, settings);
    }
}
