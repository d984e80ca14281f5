package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.applicantrelay.reload.Reload;
import org.applicantrelay.routefiles.Change;
import org.applicantrelay.routefiles.SeededFaultsTest;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.settings.MergedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.context.TestPropertySource;

/** What an engineer breaks, one of each kind, in a relay that is at work: it goes on, and they are told. */
@Tag("once")
@TestPropertySource(properties = "relay.routes=" + OwnRoutes.FOLDER)
class BrokenEditsTest extends RouteTest {

    /** Of the faults that the check is shown one by one. */
    private static final List<String> KINDS = List.of(
            "a quote that does not close, which hides what else the file holds",
            "a tab in YAML",
            "a key twice",
            "a placeholder without quotes",
            "a byte order mark",
            "another encoding",
            "an empty file",
            "a folder in a file's place",
            "a file whose name nothing reads",
            "a second route in a file",
            "a language directly under its step",
            "a step that Camel does not have",
            "a misspelt component",
            "a misspelt option",
            "a number in words",
            "a route without a step",
            "a misspelt direct:",
            "a route that calls itself",
            "routes that call each other",
            "a hint to a queue that nobody reads",
            "a misspelt Kamelet",
            "a misspelt property of a Kamelet",
            "an unknown routeConfiguration",
            "error rules deleted",
            "error rules that a route no longer names",
            "an error handler deleted",
            "a dead letter channel that hides its own failure",
            "a brace that does not close",
            "a misspelt function",
            "a missing bean",
            "a bean twice",
            "a missing method",
            "a missing class of a bean",
            "an unknown setting",
            "an answer's headers that stay",
            "a password as an option",
            "an id that is not the file's name",
            "Groovy",
            "an applicant's name in the log",
            "a partner inside a transaction",
            "a property that is not declared",
            "a mapping that does not compile",
            "a golden pair that is not kept",
            "a mapping that is not there",
            "a reference without a job");

    static {
        OwnRoutes.make();
    }

    @Autowired
    private Reload reload;

    private Map<String, Route> before;

    @BeforeEach
    void takeThemAsTheyAre() {
        OwnRoutes.make();
        look();
        assertThat(reload.state().refused()).isEmpty();
        before = routes();
    }

    @AfterEach
    void putThemBack() {
        OwnRoutes.make();
        look();
    }

    @Test
    void eachIsRefusedWithItsPlaceAndNothingOfTheRelayIsLost(CapturedOutput output) throws Exception {
        Map<String, Change> faults =
                SeededFaultsTest.faults().collect(Collectors.toMap(Change::toString, Function.identity()));
        assertThat(faults).containsKeys(KINDS.toArray(String[]::new));
        assertThat(KINDS).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
        List<SimulatedApplicant> applicants = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> arrivals =
                    load.scheduleWithFixedDelay(() -> applicants.add(arriveNow()), 0, 100, TimeUnit.MILLISECONDS);
            for (String kind : KINDS) {
                OwnRoutes.make();
                Change fault = faults.get(kind);
                fault.make(OwnRoutes.file(""));
                look();
                isRefused(fault);
            }
            // It has not ended by an exception.
            assertThat(arrivals).isNotDone();
        } finally {
            load.shutdown();
            assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(applicants).hasSizeGreaterThan(KINDS.size());
        for (SimulatedApplicant applicant : applicants) {
            awaitDelivered(applicant);
        }
        assertThat(jobtrain().applications())
                .extracting(ReceivedApplication::email)
                .doesNotHaveDuplicates()
                .containsAll(applicants.stream().map(SimulatedApplicant::email).toList());
        assertThat(routes()).isEqualTo(before);
        assertThat(camel.getRoutes())
                .allMatch(route -> camel.getRouteController()
                                .getRouteStatus(route.getRouteId())
                                .isStarted()
                        || camel.getRouteController()
                                .getRouteStatus(route.getRouteId())
                                .isSuspended());
        assertThat(warnings(output))
                .hasSameSizeAs(KINDS)
                .allMatch(line -> line.endsWith("The routes stay as they were."));
        assertThat(count("dead_letter")).isZero();
    }

    /** As the check says it, each with how it is mended. */
    private void isRefused(Change fault) throws IOException {
        MergedRoutes folder = MergedRoutes.with(OwnRoutes.file(""));
        List<String> refused = reload.state().refused();
        assertThat(refused).as(fault.toString()).hasSameSizeAs(fault.expected()).allMatch(line -> line.contains("; "));
        for (Change.Expected expected : fault.expected()) {
            String place = folder.place(expected.path()) + ":" + expected.line(OwnRoutes.file("")) + ": ";
            assertThat(refused)
                    .as(fault.toString())
                    .anySatisfy(line -> assertThat(line).startsWith(place).contains(expected.fragment()));
        }
        assertThat(SeededFaultsTest.saidOf(OwnRoutes.file(""))).isEqualTo(refused);
    }

    private SimulatedApplicant arriveNow() {
        try {
            SimulatedApplicant applicant = arrive(someone());
            hint();
            return applicant;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of what is deleted it is the caller that is wrong. */
    @Test
    void aKameletThatIsCalledIsNotDeleted() throws Exception {
        String kamelet = "kamelets/own-jobs-action.kamelet.yaml";
        String jobs = "sync/jobtrain-jobs.camel.yaml";
        OwnRoutes.write(
                kamelet,
                Files.readString(Path.of("routes/kamelets/jobtrain-jobs-action.kamelet.yaml"))
                        .replace("name: jobtrain-jobs-action", "name: own-jobs-action"));
        OwnRoutes.replace(jobs, "kamelet:jobtrain-jobs-action", "kamelet:own-jobs-action");
        look();
        assertThat(reload.state().refused()).isEmpty();
        Map<String, Route> running = routes();

        OwnRoutes.delete(kamelet);
        look();

        assertThat(reload.state().refused())
                .singleElement()
                .asString()
                .startsWith(OwnRoutes.file(jobs) + ":")
                .contains("own-jobs-action");
        assertThat(routes()).isEqualTo(running);
        readJobs();
    }

    private void look() {
        reload.look();
        reload.look();
    }

    private Map<String, Route> routes() {
        Map<String, Route> routes = new TreeMap<>();
        camel.getRoutes().forEach(route -> routes.put(route.getRouteId(), route));
        return routes;
    }
}
