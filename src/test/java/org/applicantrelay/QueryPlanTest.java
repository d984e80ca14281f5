package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.erasure.ErasureRecordOperations;
import org.applicantrelay.erasure.Erasures;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.flow.SourceControl;
import org.applicantrelay.intake.HeldMails;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.applicantrelay.worklist.ApplicationWorkList;
import org.applicantrelay.worklist.DeadLetterWorkList;
import org.applicantrelay.worklist.JobWorkList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The statements that the relay really sends while it works over 100,000 applications, and PostgreSQL's plans of them:
 * none may walk through a table that grows.
 */
@PostgresqlTest
class QueryPlanTest {

    /** Some hundred rows: as many as a client has jobs, or fewer. */
    private static final Set<String> SMALL =
            Set.of("job", "poller", "reapplication_lock", "pause", "job_link", "backfill");

    private static final Logger LOG = LoggerFactory.getLogger(QueryPlanTest.class);

    private static final int MOST_SORTED = 1_000;
    private static final long MOST_MILLIS = 300;
    private static final int WARM_UP = 6;
    private static final int LOOKS = 5;

    private static final String WORK = """
            select query from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            and query ~* '(from|into|update) (application|applicant_key|timeline_entry|content|content_chunk|outcome|job|poller|dead_letter|reapplication_lock|pause|job_link|backfill|audit_entry)\\y'
            and query !~* '^(explain|truncate)'""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void noStatementWalksThroughATableThatGrows() throws Exception {
        TestDatabase postgresql = TestDatabase.fresh();
        DriverManagerDataSource source =
                new DriverManagerDataSource(postgresql.url(), postgresql.username(), postgresql.password());
        JdbcTemplate database = new JdbcTemplate(source);
        Flyway.configure().dataSource(source).load().migrate();
        new ResourceDatabasePopulator(new ClassPathResource("database/100000-applications.sql")).execute(source);
        assertThat(database.queryForObject("select count(*) from application", Integer.class))
                .isEqualTo(100_000);
        database.execute("create extension pg_stat_statements");
        database.execute("select pg_stat_statements_reset()");

        work(postgresql);

        Map<String, String> plans = new TreeMap<>();
        Properties simple = new Properties();
        simple.setProperty("preferQueryMode", "simple");
        source.setConnectionProperties(simple);
        for (String statement : database.queryForList(WORK, String.class)) {
            plans.put(statement, String.join(", ", walks(statement, plan(database, statement))));
        }
        assertThat(plans)
                .as("the statements of the work path")
                .hasSizeGreaterThan(30)
                .anySatisfy((statement, walks) -> assertThat(statement).contains("skip locked"))
                .anySatisfy((statement, walks) -> assertThat(statement).contains("insert into applicant_key"))
                // Who waits for a job: all of them, and the ones that are released.
                .anySatisfy((statement, walks) ->
                        assertThat(statement).contains("client_reference").doesNotContain("applicant_email"))
                .anySatisfy(
                        (statement, walks) -> assertThat(statement).containsPattern("code=.*order by a\\w*.id for "))
                // What operators find.
                .anySatisfy(
                        (statement, walks) -> assertThat(statement).containsPattern("email_hash in .*received_at desc"))
                .anySatisfy((statement, walks) ->
                        assertThat(statement).containsPattern("received_at<=.*order by a\\w*.received_at desc"))
                .anySatisfy((statement, walks) -> assertThat(statement).contains("group by"))
                // Who has applied before.
                .anySatisfy((statement, walks) -> assertThat(statement).contains("reapplication_lock"))
                .anySatisfy((statement, walks) -> assertThat(statement).containsPattern("email_hash in \\("))
                .allSatisfy(
                        (statement, walks) -> assertThat(walks).as(statement).isEmpty());
    }

    /** Every branch of the work that asks the database something of its own. */
    @SuppressWarnings("try") // The relay only has to be there.
    private static void work(TestDatabase postgresql) {
        Map<String, String> settings = postgresql.settings();
        settings.put("relay.idibu.listing.interval", "2s");
        settings.put("relay.jobtrain.jobs.interval", "2s");
        settings.put("relay.jobtrain.read-back-delay", "100ms");
        settings.put("relay.delivery.retry.first-delay", "500ms");
        settings.put("relay.delivery.lease", "3s");
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults().firstId(500_000))) {
            List<SimulatedApplicant> people = List.of(
                    partners.idibu().add(someone(1).quirk(Quirk.SEVERAL_FILES).build()),
                    partners.idibu().add(someone(2).jobReference("LATER").build()));
            SimulatedApplicant unreadable = partners.idibu()
                    .add(someone(3).quirk(Quirk.UNREADABLE_ELEMENT).build());
            partners.idibu()
                    .faults()
                    .add(FaultSwitch.of(FaultKind.BAD_PAGE)
                            .on(RequestKind.LISTING)
                            .about(unreadable.id())
                            .times(3))
                    .add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 1);
            partners.jobtrain()
                    .faults()
                    .add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1)
                    // Longer than a third of the lease, so that it is renewed.
                    .add(FaultKind.SLOW, RequestKind.CREATE, 1, 2_000);
            try (ConfigurableApplicationContext relay = TestRelay.start(partners, settings)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> partners.idibu().latestOutcomes().size() == people.size());
                partners.jobtrain().addJob(900, "LATER", "Teaching Assistant");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> partners.jobtrain().applications().size() == people.size());
                askTheRest(relay);
            }
        }
    }

    private static NewApplicant.Builder someone(int number) {
        return NewApplicant.builder()
                .email("someone" + number + "@example.org")
                .jobReference("J71")
                .file("cv.txt", SampleCv.text("Ada Sample", 900));
    }

    /** What the work asks only where minutes pass, or an operator looks. */
    private static void askTheRest(ConfigurableApplicationContext relay) {
        Applications applications = relay.getBean(Applications.class);
        UUID id = applications.findByTrackId("500001").orElseThrow().getId();
        relay.getBean(Timeline.class).of(id);
        relay.getBean(Contents.class).discard(id, Content.Kind.DETAIL);
        applications.existsByStateAndCodeAndReceivedAtAfter(
                ApplicationState.WAITING, Fault.JOBS_NOT_READ.name(), Instant.now());
        relay.getBean("backlogHealthIndicator", HealthIndicator.class).health();
        findAndListInTime(relay);
        lookThroughTheWorkLists(relay);
        erase(relay);
    }

    /** All that operators find and list, each often enough that neither the JVM nor a plan is new to it. */
    private static void findAndListInTime(ConfigurableApplicationContext relay) {
        ApplicationWorkList held = relay.getBean(ApplicationWorkList.class);
        DeadLetterWorkList letters = relay.getBean(DeadLetterWorkList.class);
        JobWorkList jobs = relay.getBean(JobWorkList.class);
        SourceControl sources = relay.getBean(SourceControl.class);
        Map<String, Callable<List<String>>> looks = new LinkedHashMap<>();
        looks.put("find", () -> held.find(null, null, null, null, null, null, null, 0));
        looks.put("find by track id", () -> held.find("77777", null, null, null, null, null, null, 0));
        looks.put("find by address", () -> held.find(null, "someone1@example.org", null, null, null, null, null, 0));
        for (ApplicationState state : ApplicationState.values()) {
            looks.put("find " + state, () -> held.find(null, null, state.name(), null, null, null, null, 0));
        }
        looks.put("find by code", () -> held.find(null, null, null, "JOB_UNKNOWN", null, null, null, 0));
        looks.put("find by a code of none", () -> held.find(null, null, null, "NO_EMAIL", null, null, null, 0));
        looks.put("find by state and code", () -> held.find(null, null, "PARKED", "JOB_UNKNOWN", null, null, null, 0));
        looks.put("find by time", () -> held.find(null, null, null, null, "2026-01-01", "2026-02-01", null, 0));
        looks.put(
                "find by state and time",
                () -> held.find(null, null, "PARKED", null, "2026-01-01", "2026-06-01", null, 0));
        looks.put("find the last page", () -> held.find(null, null, null, null, null, null, "99900", 0));
        looks.put("find the parked behind", () -> held.find(null, null, "PARKED", null, null, null, "90001", 0));
        looks.put("show", () -> held.show("77777"));
        looks.put("person", () -> held.person("500001"));
        looks.put("count", held::count);
        looks.put("list", () -> held.list(null, null, null, null));
        looks.put("list by code and time", () -> held.list("PARKED", "JOB_UNKNOWN", "2025-01-01", "2026-06-01"));
        looks.put("list by time", () -> held.list(null, null, "2026-01-01", "2026-06-01"));
        looks.put("dead letters", () -> letters.list(null, null, null, null));
        looks.put("dead letters by code", () -> letters.list("IDIBU_UNREADABLE", "idibu-listing", null, null));
        looks.put("dead letters by source", () -> letters.list(null, "idibu-mailbox", null, null));
        looks.put("unmatched jobs", jobs::listUnmatched);
        looks.put("links", () -> jobs.listLinks(null));
        looks.put("held mails", () -> relay.getBean(HeldMails.class).list());
        looks.put("erasures", () -> relay.getBean(ErasureRecordOperations.class).list());
        looks.put("sources", sources::list);
        looks.put("backfills", sources::listBackfills);
        Map<String, Long> medians = new LinkedHashMap<>();
        looks.forEach((name, look) -> medians.put(name, median(look)));
        LOG.info("Among 100,000, in ms: {}", medians);
        assertThat(medians)
                .allSatisfy((name, median) -> assertThat(median).as(name).isLessThan(MOST_MILLIS));
    }

    private static long median(Callable<List<String>> look) {
        long[] taken = new long[LOOKS];
        try {
            for (int i = 0; i < WARM_UP + LOOKS; i++) {
                long begun = System.nanoTime();
                look.call();
                taken[Math.max(0, i - WARM_UP)] = (System.nanoTime() - begun) / 1_000_000;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Arrays.sort(taken);
        return taken[LOOKS / 2];
    }

    private static void lookThroughTheWorkLists(ConfigurableApplicationContext relay) {
        ApplicationWorkList held = relay.getBean(ApplicationWorkList.class);
        assertThat(held.count()).hasSize(1);
        assertThat(held.list(null, null, null, null)).hasSize(101);
        assertThat(held.dryRunByCode("JOB_UNKNOWN", 0)).first().asString().startsWith("1000 would go on");
        assertThat(held.replayByCode("JOB_UNKNOWN", 150)).startsWith("150 applications go on");
        assertThat(held.discard("1", "a test")).isEqualTo("Applicant 1 is discarded");
        DeadLetterWorkList letters = relay.getBean(DeadLetterWorkList.class);
        assertThat(letters.list(null, null, null, null)).hasSize(101);
        assertThat(letters.replayByCode("NO_TRACK_ID", 0)).isEmpty();
        relay.getBean(DeadLetters.class).find(UUID.randomUUID());
        letters.discard(
                letters.list("IDIBU_UNREADABLE", null, null, null).get(0).substring(0, 36), "a test");
    }

    /** One person out of 100,000 applications with their contents, and 20,000 dead letters. */
    private static void erase(ConfigurableApplicationContext relay) {
        Erasures erasures = relay.getBean(Erasures.class);
        assertThat(erasures.find("500001", null)).startsWith("1 applications");
        // Of two, for the first one's code is new to the JVM.
        Duration taken = Stream.of("someone1@example.org", "someone2@example.org")
                .map(email -> {
                    Instant begun = Instant.now();
                    assertThat(erasures.byEmail(email, "test").removed()).containsEntry("applications", 1);
                    return Duration.between(begun, Instant.now());
                })
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LOG.info("One person out of 100,000 is erased within {} ms", taken.toMillis());
        assertThat(taken).isLessThan(Duration.ofSeconds(2));
    }

    /** The plan for any values, which is what a pooled connection uses in the end; only the simple protocol lets $1 be. */
    private JsonNode plan(JdbcTemplate database, String statement) throws Exception {
        // PostgreSQL writes a literal of the statement as a parameter behind the word for its type.
        String valid =
                statement.replaceAll("timestamp with time zone (\\$\\d+)", "cast($1 as timestamp with time zone)");
        return json.readTree(database.queryForObject("explain (generic_plan, format json) " + valid, String.class));
    }

    /** The tables that a plan walks through as a whole, or sorts many rows of. */
    private static List<String> walks(String statement, JsonNode plan) {
        List<String> walks = new ArrayList<>();
        for (JsonNode node : plan.findParents("Node Type")) {
            String type = node.path("Node Type").asText();
            String table = node.path("Relation Name").asText();
            boolean whole = type.equals("Seq Scan") || type.startsWith("Index") && !node.has("Index Cond");
            // The newest first, until there are as many as are shown.
            boolean isInOrder = node.path("Index Name").asText().equals("application_received")
                    && statement.contains("fetch first");
            if (whole && !isInOrder && !SMALL.contains(table)) {
                walks.add(type + " of " + table);
            }
            // Of what is held up there are groups, as many as jobs.
            if (type.equals("Sort")
                    && !statement.contains("group by")
                    && node.path("Plan Rows").asInt() > MOST_SORTED) {
                walks.add("Sort");
            }
        }
        return walks;
    }
}
