package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.ClassUtils;

/** What can be done through the agent, and what is written down of it. */
class AgentTest extends ConsoleTest {

    private static final String ROUTE = "job-map";

    @Autowired
    private CamelContext camel;

    @BeforeEach
    void nothingIsWrittenYet() {
        database.update("delete from audit_entry");
    }

    @Test
    void anOperatorStopsAndStartsARouteAndThatIsWrittenDown() {
        Visitor otto = loggedIn("otto");

        assertThat(otto.post("/observe/jolokia", onRoute("stop()")).body()).contains("\"status\":200");
        assertThat(camel.getRouteController().getRouteStatus(ROUTE)).isEqualTo(ServiceStatus.Stopped);
        assertThat(otto.post("/observe/jolokia", onRoute("start()")).body()).contains("\"status\":200");
        assertThat(camel.getRouteController().getRouteStatus(ROUTE)).isEqualTo(ServiceStatus.Started);

        assertThat(written())
                .containsExactly(
                        "otto, log in, console",
                        "otto, stop, org.apache.camel routes " + ROUTE,
                        "otto, start, org.apache.camel routes " + ROUTE);
    }

    @Test
    void whatAViewerIsRefusedIsWrittenDownOnceWithoutItsArguments() {
        Visitor vic = loggedIn("vic");
        String replay = """
                {"type":"exec","mbean":"org.applicantrelay:type=WorkList,name=Applications",
                 "operation":"replay","arguments":["maria@applicant.example"]}""";

        for (int i = 0; i < 3; i++) {
            assertThat(vic.post("/observe/jolokia", replay).body()).contains("\"status\":403");
        }
        vic.post("/observe/jolokia", onRoute("stop()"));

        assertThat(camel.getRouteController().getRouteStatus(ROUTE)).isEqualTo(ServiceStatus.Started);
        assertThat(written())
                .containsExactly(
                        "vic, log in, console",
                        "vic, refused: replay, org.applicantrelay WorkList Applications",
                        "vic, refused: stop, org.apache.camel routes " + ROUTE);
    }

    @Test
    void inABulkEachIsJudgedByItself() {
        String answer = loggedIn("vera")
                .post("/observe/jolokia", "[" + onRoute("dumpRouteAsXml()") + "," + onRoute("stop()") + "]")
                .body();

        assertThat(answer).contains("\"status\":200", "\"status\":403");
        assertThat(camel.getRouteController().getRouteStatus(ROUTE)).isEqualTo(ServiceStatus.Started);
    }

    /** The agent itself would ask about the pattern, and then call what matches. */
    @Test
    void nothingIsCalledOnSeveralBeansAtOnce() {
        for (String pattern : List.of(
                "org.apache.camel:type=routes,*",
                "org.applicantrelay:type=WorkList,*",
                "org.apache.camel:context=*,type=routes,name=*")) {
            assertThat(loggedIn("ada")
                            .post(
                                    "/observe/jolokia",
                                    "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"stop()\"}".formatted(pattern))
                            .body())
                    .as(pattern)
                    .contains("\"status\":403");
        }
    }

    @Test
    void nobodySetsAnything() {
        String answer = loggedIn("abe")
                .post(
                        "/observe/jolokia",
                        "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}")
                .body();

        assertThat(answer).contains("\"status\":403");
        assertThat(written()).contains("abe, refused: set Verbose, java.lang Memory");
    }

    /** What leads to other agents, and what tells others of this one, is not even there. */
    @Test
    void theAgentKnowsNoOtherAndTellsNobodyByItself() {
        assertThat(List.of(
                        "org.jolokia.service.jsr160.Jsr160RequestHandler",
                        "org.jolokia.service.discovery.JolokiaDiscovery",
                        "org.jolokia.service.notif.pull.PullNotificationBackend"))
                .noneMatch(type -> ClassUtils.isPresent(type, null));
        assertThat(loggedIn("ada")
                        .post("/observe/jolokia", "{\"type\":\"notification\",\"command\":\"register\"}")
                        .body())
                .contains("\"status\":403");
    }

    /** The mistake is told, where it is in the code is not, even to who asks. */
    @Test
    void anErrorSaysWhatIsWrongAndNothingMore() {
        String answer = loggedIn("vera")
                .post("/observe/jolokia?includeStackTrace=true&serializeException=true", """
                        {"type":"exec","mbean":"org.applicantrelay:type=WorkList,name=Applications","operation":"list",
                         "arguments":["NONSENSE","","",""],"config":{"includeStackTrace":"true"}}""")
                .body();

        assertThat(answer).contains("PARKED").doesNotContain("stacktrace", "error_value", ".java:");
    }

    @Test
    void thereIsADiagramWithDescriptionsAndCounters() {
        Visitor vera = loggedIn("vera");
        String context = "org.apache.camel:context=%s,type=context,name=\\\"%s\\\""
                .formatted(camel.getManagementName(), camel.getName());

        String routes = vera.post(
                        "/observe/jolokia",
                        "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"dumpRoutesAsXml()\"}".formatted(context))
                .body();
        String counters = vera.post(
                        "/observe/jolokia",
                        "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"dumpRoutesStatsAsXml\",\"arguments\":[true,true]}"
                                .formatted(context))
                .body();

        assertThat(routes)
                .contains(
                        "description=\\\"",
                        "idibu-listing",
                        "idibu-applicants-action",
                        "{{relay.jobtrain.max-concurrent}}")
                .doesNotContain(PASSWORD, "sandbox-hash", "sandbox-key", "sandbox-password");
        // One that stands before a route's beginning leaves Hawtio without any diagram.
        assertThat(routes).doesNotContain("<errorHandler");
        assertThat(counters)
                .contains(
                        "routeStat id=\\\"idibu-listing\\\"",
                        "processorStat id=\\\"whole-walk\\\"",
                        "exchangesCompleted");
    }

    private String onRoute(String operation) {
        return "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=%s,type=routes,name=\\\"%s\\\"\",\"operation\":\"%s\"}"
                .formatted(camel.getManagementName(), ROUTE, operation);
    }

    private List<String> written() {
        return database.queryForList(
                "select actor || ', ' || action || ', ' || subject from audit_entry order by id", String.class);
    }
}
