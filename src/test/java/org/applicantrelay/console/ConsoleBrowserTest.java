package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does in a working day, and what a viewer cannot, with a browser and nothing else. */
@ExtendWith(ChromiumCondition.class)
class ConsoleBrowserTest extends ConsoleTest {

    private static final String APPLICATIONS = "Applications";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
    }

    @AfterEach
    void close() {
        PARTNERS.jobtrain().faults().clear();
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void anOperatorFindsWhatIsStuckReadsWhyAndMendsIt() throws Exception {
        PARTNERS.jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 100);
        SimulatedApplicant dead = PARTNERS.idibu().add(someone("Dora").build());
        browser.logIn("otto", PASSWORD);

        assertThat(browser.call("Sources", "pollNow", "idibu-listing")).contains("idibu-listing");
        awaitLine("list", Long.toString(dead.id()), "DEAD", "JOBTRAIN_UNAVAILABLE", "", "");
        assertThat(browser.call(APPLICATIONS, "show", Long.toString(dead.id())))
                .contains("DEAD JOBTRAIN_UNAVAILABLE", "Jobtrain")
                .doesNotContain("Dora", dead.email());
        browser.screenshot("dead-letter");
        assertThat(browser.call(APPLICATIONS, "dryRun", Long.toString(dead.id())))
                .contains("would go on");
        PARTNERS.jobtrain().faults().clear();
        assertThat(browser.call(APPLICATIONS, "replay", Long.toString(dead.id())))
                .contains("goes on");
        awaitLine("show", "DELIVERED", Long.toString(dead.id()));
        assertThat(PARTNERS.jobtrain().applications())
                .filteredOn(application -> dead.email().equals(application.email()))
                .hasSize(1);

        linksAJob();
        // With the exchanges that have just gone through.
        browser.seeDiagram("idibu-listing", "0[1-9]\\d*Do Try.*");
        browser.screenshot("route-diagram");
        browser.logOut();
    }

    private void linksAJob() {
        SimulatedApplicant parked = PARTNERS.idibu()
                .add(someone("Paul").jobReference("OLD-REFERENCE").build());
        browser.call("Sources", "pollNow", "idibu-listing");
        awaitLine("show", "PARKED JOB_UNKNOWN", Long.toString(parked.id()));
        assertThat(browser.call("Jobs", "listUnmatched")).contains("OLD-REFERENCE");

        assertThat(browser.call("Jobs", "link", "", "OLD-REFERENCE", "101")).contains("1 applicants go on");

        awaitLine("show", "DELIVERED", Long.toString(parked.id()));
        assertThat(PARTNERS.jobtrain().applications())
                .filteredOn(application -> parked.email().equals(application.email()))
                .singleElement()
                .satisfies(application -> assertThat(application.jobId()).isEqualTo(101));
        assertThat(database.queryForList("select actor from audit_entry where action = 'link'", String.class))
                .containsExactly("otto");
    }

    @Test
    void aViewerLooksAndIsRefusedEachChange() {
        browser.logIn("vera", PASSWORD);

        assertThat(browser.call(APPLICATIONS, "count")).startsWith("[");
        assertRefused(APPLICATIONS, "replay", "1");
        assertRefused(APPLICATIONS, "discard", "1", "none");
        assertRefused(APPLICATIONS, "person", "1");
        assertRefused("Sources", "pause", "idibu-listing", "none");
        assertRefused("Deliveries", "pause", "none");
        assertRefused("Jobs", "link", "", "ANY", "101");
        assertRefused("Access", "export", "1");
        assertThat(database.queryForList(
                        "select detail from audit_entry where actor = 'vera' and action not like 'refused%'"
                                + " and action <> 'log in'",
                        String.class))
                .isEmpty();
    }

    private void assertRefused(String bean, String operation, String... arguments) {
        assertThat(browser.call(bean, operation, arguments)).as(operation).contains("forbidden");
    }

    /** Calls one of the applications' operations until its answer says so. */
    private void awaitLine(String operation, String expected, String... arguments) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> assertThat(
                        browser.call(APPLICATIONS, operation, arguments))
                .contains(expected));
    }

    private static NewApplicant.Builder someone(String name) {
        return NewApplicant.builder()
                .name(name + " Sample")
                .email(name + "@browser.example")
                .file("cv.txt", SampleCv.text(name + " Sample", 900))
                .jobReference("219930-J712");
    }
}
