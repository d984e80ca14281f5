package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultConsumer;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.DatabaseClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.Lifecycle;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What all tests of routes share. The simulators keep their applicants, so each test has a day of its own: its poll
 * begins there, and its applicants are dated there. No clock runs: tests poll, and hint at due work while they wait.
 */
@RelayTest
abstract class RouteTest {

    /** In every name and address of an applicant here: what a log must not hold. */
    static final String PRIVATE = "Privatissima";

    static final Partners PARTNERS = new Partners();

    /** What no log line may hold; the first begins the lines of a stack trace. */
    private static final List<String> SECRETS =
            List.of("\tat ", PRIVATE, "sandbox-hash", "sandbox-key", "sandbox-password");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> POLLS = List.of("idibu-listing", "jobtrain-jobs");
    private static final List<String> CLOCKS = List.of(
            "idibu-listing",
            "idibu-backfill",
            "jobtrain-jobs",
            "job-map",
            "due-work",
            "partner-probe",
            "partner-restraints",
            "idibu-deletion",
            "erasure-journal",
            "retention",
            "resealing");
    private static final List<String> WORK = List.of("application-delivery", "outcome-report");
    private static final List<String> TABLES = List.of(
            "outcome",
            "timeline_entry",
            "dead_letter",
            "content_chunk",
            "content",
            "application",
            "applicant_key",
            "audit_entry",
            "erasure_task",
            "erasure",
            "tombstone",
            "pause",
            "backfill",
            "job_link");

    private static LocalDateTime day = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static int people;

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @Autowired
    JdbcTemplate database;

    @Autowired
    Applications applications;

    @Autowired
    DatabaseClock clock;

    @Autowired
    Timeline timeline;

    @Autowired
    DeadLetters deadLetters;

    @Autowired
    List<CircuitBreaker> circuits;

    /** Null where the packaged routes run. */
    @Autowired(required = false)
    @Qualifier("reloadClock")
    Lifecycle folderClock;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        PARTNERS.jobtrain.addJob(171, "J71", "Finance Officer");
        PARTNERS.jobtrain.addJob(172, "J712", "Teaching Assistant");
        PARTNERS.register(settings);
    }

    final IdibuSimulator idibu() {
        return PARTNERS.idibu;
    }

    final JobtrainSimulator jobtrain() {
        return PARTNERS.jobtrain;
    }

    @BeforeEach
    void beginAfresh() throws Exception {
        if (folderClock != null) {
            folderClock.stop();
        }
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        await().until(() ->
                count("poller where finished_at is not null and name in ('" + String.join("', '", POLLS) + "')")
                        == POLLS.size());
        for (String clock : CLOCKS) {
            if (camel.getRouteController().getRouteStatus(clock).isStarted()) {
                camel.getRouteController().suspendRoute(clock);
            }
        }
        empty();
        day = day.plusDays(1);
        database.update(
                "update poller set lease_owner = null, lease_until = null, listing_cursor = ?"
                        + " where name = 'idibu-listing'",
                day.plusHours(6).toString());
        openPartners();
        idibu().requests().clear();
        jobtrain().requests().clear();
    }

    /** Ends every pause and hold, and closes the circuits. */
    final void openPartners() throws Exception {
        circuits.forEach(CircuitBreaker::reset);
        database.update("update partner set paused_until = null, held_code = null, probe_at = null, probes = 0");
        poll("partner-probe");
    }

    @AfterEach
    void endCleanly(CapturedOutput output) throws Exception {
        idibu().faults().clear();
        jobtrain().faults().clear();
        idibu().deletesLate(false);
        jobtrain().acceptsDuplicates(false);
        openPartners();
        empty();
        assertThat(output.getAll().lines().filter(line -> SECRETS.stream().anyMatch(line::contains)))
                .isEmpty();
    }

    private void empty() {
        // What a worker is writing at this moment can be locked against it.
        for (String table : List.of("application", "outcome")) {
            await().ignoreException(CannotAcquireLockException.class)
                    .until(() -> database.update("update " + table + " set due_at = null") >= 0);
        }
        await().until(() -> camel.getInflightRepository().size() == 0);
        TABLES.forEach(table -> database.update("delete from " + table));
    }

    /** An applicant of this test's day, for the job J71 and with nothing unusual. */
    static NewApplicant.Builder someone() {
        people++;
        return NewApplicant.builder()
                .name("Ada " + PRIVATE)
                .email("ada." + PRIVATE + people + "@example.org")
                .jobReference("J71")
                .date(day.plusHours(12).plusSeconds(people % 3600));
    }

    /** The applicant as one that idibu's listing has just brought. */
    final SimulatedApplicant arrive(NewApplicant.Builder applicant) throws Exception {
        SimulatedApplicant arrived = idibu().add(applicant.build());
        poll("idibu-listing");
        return arrived;
    }

    /** What a tick of the clock does; a poll must end without an exception, whatever happens. */
    final void poll(String routeId) throws Exception {
        DefaultConsumer clock = (DefaultConsumer) camel.getRoute(routeId).getConsumer();
        Exchange tick = clock.createExchange(false);
        clock.getProcessor().process(tick);
        assertThat(tick.getException()).isNull();
    }

    /** Jobtrain's jobs are read anew, though it is not time yet. */
    final void readJobs() throws Exception {
        database.update("update poller set finished_at = null where name = 'jobtrain-jobs'");
        poll("jobtrain-jobs");
    }

    final int count(String rows) {
        return database.queryForObject("select count(*) from " + rows, Integer.class);
    }

    /** What idibu's listing was asked for, request by request. */
    final List<String> parameters(String name) {
        return idibu().requests().of(RequestKind.LISTING).stream()
                .map(LoggedRequest::query)
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .toList();
    }

    final LocalDateTime cursor() {
        return LocalDateTime.parse(database.queryForObject(
                "select listing_cursor from poller where name = 'idibu-listing'", String.class));
    }

    final boolean leaseIsFree(String poller) {
        return count("poller where lease_until is null and name = '" + poller + "'") == 1;
    }

    static LocalDateTime day() {
        return day;
    }

    final Application row(SimulatedApplicant applicant) {
        return applications.findByTrackId(Long.toString(applicant.id())).orElseThrow();
    }

    /** What Jobtrain has of a person; there once. */
    final ReceivedApplication onlyApplicationOf(SimulatedApplicant applicant) {
        List<ReceivedApplication> all = jobtrain().applications().stream()
                .filter(each -> each.email().equals(applicant.email()))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Waits until the application is in {@code state}, with {@code code} or, for null, without one. */
    final Application awaitState(SimulatedApplicant applicant, ApplicationState state, String code) {
        return await("applicant " + applicant.id())
                .atMost(PATIENCE)
                .until(
                        () -> {
                            hint();
                            return row(applicant);
                        },
                        row -> row.getState() == state
                                && (code == null ? row.getCode() == null : code.equals(row.getCode())));
    }

    /** What due-work does at each tick of its clock. */
    final void hint() {
        WORK.forEach(route -> template.sendBody("seda:" + route + "?discardWhenFull=true", null));
    }

    /** Waits, with hints at due work, until {@code done}. */
    final void awaitWork(Callable<Boolean> done) {
        await().atMost(PATIENCE).until(() -> {
            hint();
            return done.call();
        });
    }

    final Application awaitDelivered(SimulatedApplicant applicant) {
        return awaitState(applicant, ApplicationState.DELIVERED, null);
    }

    /** What the timeline says, each entry as state, code and note. */
    final List<String> timelineOf(SimulatedApplicant applicant) {
        return timeline.of(row(applicant).getId()).stream()
                .map(entry -> entry.getState()
                        + (entry.getCode() == null ? "" : " " + entry.getCode())
                        + (entry.getNote() == null ? "" : " (" + entry.getNote() + ")"))
                .toList();
    }

    /** The rows of the dead letters: source, code, how often. */
    final List<String> deadLetterLines() {
        return deadLetters.all().stream()
                .map(letter -> letter.getSource() + " " + letter.getCode() + " " + letter.getTimes())
                .toList();
    }

    /** What was logged as WARN or ERROR, without the start's word about http. */
    static List<String> warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.matches("\\S+ +(WARN|ERROR) .*") && !line.contains("SettingsCheck"))
                .toList();
    }

    /** Renames a table for as long as {@code work} runs: every statement on it fails, as if the database had. */
    final void without(String table, Work work) throws Exception {
        database.execute("alter table " + table + " rename to gone");
        try {
            work.run();
        } finally {
            database.execute("alter table gone rename to " + table);
        }
    }

    /** What a test does while something is broken. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
