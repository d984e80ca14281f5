package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
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

    /** As many rows as a client has jobs, or fewer. */
    private static final Set<String> SMALL = Set.of("job", "poller");

    private static final String WORK = """
            select query from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            and query ~* '^(select|insert|update|delete|with)' and query !~* 'pg_|information_schema|flyway'""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void noStatementWalksThroughATableThatGrows() throws Exception {
        TestDatabase postgresql = TestDatabase.postgresql();
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
        source.setUrl(postgresql.url() + "?preferQueryMode=simple");
        for (String statement : database.queryForList(WORK, String.class)) {
            plans.put(statement, String.join(", ", walks(plan(database, statement))));
        }
        assertThat(plans)
                .as("the statements of the work path")
                .hasSizeGreaterThan(30)
                .anySatisfy((statement, walks) -> assertThat(statement).contains("skip locked"))
                .anySatisfy((statement, walks) -> assertThat(statement).contains("insert into applicant_key"))
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
            NewApplicant.Builder someone = NewApplicant.builder().jobReference("J71");
            List<SimulatedApplicant> people = new ArrayList<>();
            people.add(partners.idibu()
                    .add(someone.email("a@example.org")
                            .quirk(Quirk.ENTITIES_TWICE, Quirk.SEVERAL_FILES)
                            .build()));
            people.add(partners.idibu()
                    .add(someone.email("b@example.org").jobReference("LATER").build()));
            SimulatedApplicant unreadable = partners.idibu()
                    .add(someone.email("c@example.org")
                            .quirk(Quirk.UNREADABLE_ELEMENT)
                            .build());
            partners.idibu()
                    .faults()
                    .add(FaultSwitch.of(FaultKind.BAD_PAGE)
                            .on(RequestKind.LISTING)
                            .about(unreadable.id())
                            .times(3));
            partners.idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 1);
            partners.jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
            partners.jobtrain().faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 2_000);
            try (ConfigurableApplicationContext relay = TestRelay.start(partners, settings)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> partners.idibu().latestOutcomes().size() == people.size());
                partners.jobtrain().addJob(900, "LATER", "Teaching Assistant");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> partners.jobtrain().applications().size() == people.size());
            }
        }
    }

    /** The plan for any values, which is what a pooled connection uses in the end; only the simple protocol lets $1 be. */
    private JsonNode plan(JdbcTemplate database, String statement) throws Exception {
        return json.readTree(database.queryForObject("explain (generic_plan, format json) " + statement, String.class));
    }

    private static List<String> walks(JsonNode plan) {
        return plan.findParents("Relation Name").stream()
                .filter(node -> node.path("Node Type").asText().equals("Seq Scan"))
                .map(node -> node.path("Relation Name").asText())
                .filter(table -> !SMALL.contains(table))
                .toList();
    }
}
