package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.applicantrelay.flow.RouteFileControl;
import org.applicantrelay.reload.ImpatientReload;
import org.applicantrelay.reload.Reload;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** A partial folder of routes, and its edits while they run. */
@Tag("once")
@TestPropertySource(properties = "relay.routes=" + OwnRoutes.FOLDER)
class ReloadRouteTest extends RouteTest {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";
    private static final String REQUEST = "kamelets/jobtrain-request-action.kamelet.yaml";
    private static final String GREETING = "own/own-greeting.camel.yaml";
    private static final String BEANS = "common/beans.camel.yaml";
    private static final String ERRORS = "common/error-handling.camel.yaml";
    private static final String JOB_MAP = "mapping/job-map.yaml";

    static {
        OwnRoutes.make();
    }

    @Autowired
    private Reload reload;

    @Autowired
    private RouteFileControl files;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private HealthIndicator routeFilesHealthIndicator;

    @Autowired
    private HealthIndicator routesHealthIndicator;

    @Autowired
    private ApplicationContext relay;

    private List<String> before;

    @BeforeEach
    void takeThemAsTheyAre() throws Exception {
        OwnRoutes.make();
        look();
        assertThat(reload.state().refused()).isEmpty();
        before = routeIds();
    }

    @AfterEach
    void noRouteIsLostOrLeft() throws Exception {
        OwnRoutes.make();
        look();
        assertThat(reload.state().refused()).isEmpty();
        assertThat(routeIds()).isEqualTo(before);
    }

    @Test
    void theFolderIsLookedAtByItself() throws Exception {
        OwnRoutes.edit("mapping/own-greeting.jslt", "Hello ", "Welcome ");
        OwnRoutes.edit("mapping/own-greeting/you.output.json", "Hello ", "Welcome ");
        folderClock.start();

        // For a moment there is no such route.
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> assertThat(greet())
                .isEqualTo("{\"greeting\":\"Welcome you\"}"));
        folderClock.stop();
    }

    @Test
    void anOwnMappingAndAnOwnKameletRunAndAllElseIsThePackagedOne() throws Exception {
        ReceivedApplication received = deliver();

        assertThat(received.source()).isEqualTo(OwnRoutes.SOURCE);
        assertThat(received.contentType()).startsWith("multipart/");
    }

    @Test
    void anOwnRouteIsAddedWithItsMapping() throws Exception {
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
    }

    @Test
    void anotherMappingCountsForTheNextApplicant(CapturedOutput output) throws Exception {
        OwnRoutes.edit("mapping/own-greeting.jslt", "Hello ", "Welcome ");
        OwnRoutes.edit("mapping/own-greeting/you.output.json", "Hello ", "Welcome ");
        int until = output.getAll().length();
        look();

        assertThat(greet()).isEqualTo("{\"greeting\":\"Welcome you\"}");
        // Aside, no clock ticks.
        assertThat(output.getAll().substring(until)).doesNotContain("Starting Quartz scheduler");
        assertThat(output.getAll())
                .contains("The routes are read anew: mapping/own-greeting.jslt ")
                .contains("made anew: own-greeting");
    }

    @Test
    void anotherKameletCountsWhereverItIsCalled(CapturedOutput output) throws Exception {
        OwnRoutes.replace(REQUEST, "expression: application/json", "expression: application/json; v=2");
        look();

        deliver();
        assertThat(jobtrain().requests().all())
                .extracting(request -> request.header("Accept"))
                .isNotEmpty()
                .containsOnly("application/json; v=2");
        assertThat(output.getAll()).contains("made anew: partner-call, read-back, application-delivery");

        Files.delete(OwnRoutes.file(REQUEST));
        look();
        jobtrain().requests().clear();
        deliver();
        assertThat(jobtrain().requests().all())
                .extracting(request -> request.header("Accept"))
                .isNotEmpty()
                .containsOnly("application/json");
    }

    @Test
    void whatNobodyCallsAnyMoreIsRemoved() throws Exception {
        takeAnotherKameletAndThePackagedOne();
        List<String> after = allRouteIds();

        takeAnotherKameletAndThePackagedOne();

        assertThat(allRouteIds()).isEqualTo(after);
    }

    private void takeAnotherKameletAndThePackagedOne() throws Exception {
        OwnRoutes.replace(REQUEST, "expression: application/json", "expression: application/json; v=4");
        look();
        Files.delete(OwnRoutes.file(REQUEST));
        look();
        assertThat(reload.state().refused()).isEmpty();
    }

    @Test
    void anotherBeanAndAnotherErrorRuleCount() throws Exception {
        Object mapper = camel.getRegistry().lookupByName("idibuXmlMapper");
        OwnRoutes.replace(BEANS, "org.applicantrelay.fault.OneLineExceptionHandler", "java.util.Date");
        look();
        assertThat(reload.state().refused())
                .singleElement()
                .asString()
                .contains("Camel cannot run it: No bean could be found in the registry for: #oneLine of type");

        OwnRoutes.replace(BEANS, "org.applicantrelay.fault.OneLineExceptionHandler", Quiet.class.getName());
        OwnRoutes.replace(ERRORS, "\"${exception.message}; what was done", "\"${exception.message}; whatever was done");
        look();

        assertThat(camel.getRegistry().lookupByName("oneLine")).isInstanceOf(Quiet.class);
        assertThat(camel.getRegistry().lookupByName("idibuXmlMapper")).isNotSameAs(mapper);
        deliver();
    }

    public static final class Quiet implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            // Nothing here fails.
        }

        @Override
        public void handleException(String message, Throwable exception) {
            // The same.
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            // The same.
        }
    }

    @Test
    void aRouteIsAddedAndRemoved() throws Exception {
        Files.delete(OwnRoutes.file(GREETING));
        OwnRoutes.delete("mapping/own-greeting");
        look();
        assertThat(reload.state().refused()).hasSize(2).allMatch(line -> line.contains("own-greeting.jslt:1: "));
        assertThat(camel.getRoute("own-greeting")).isNotNull();

        Files.delete(OwnRoutes.file("mapping/own-greeting.jslt"));
        look();
        assertThat(camel.getRoute("own-greeting")).isNull();
        assertThat(routesHealthIndicator.health().getDetails())
                .as("the routes' health")
                .doesNotContainKey("own-greeting");

        OwnRoutes.make();
        look();
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
    }

    @Test
    void aWrongEditChangesNothingAndShowsEverywhere(CapturedOutput output) throws Exception {
        Route running = camel.getRoute("own-greeting");
        OwnRoutes.edit("mapping/own-greeting.jslt", ".name }", ".name");
        look();
        look();

        assertThat(camel.getRoute("own-greeting")).isSameAs(running);
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
        String place = OwnRoutes.file("mapping/own-greeting.jslt") + ":1: ";
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(place)
                .endsWith("The routes stay as they were.");
        assertThat(files.show()).first().asString().startsWith(place);
        assertThat(files.show())
                .last()
                .asString()
                .startsWith("The folder was refused: the routes stay as they were on ");
        assertThat(routeFilesHealthIndicator.health().getStatus().getCode()).isEqualTo("UNKNOWN");
        assertThat(routeFilesHealthIndicator
                        .health()
                        .getDetails()
                        .get("refused")
                        .toString())
                .contains(place);
        assertThat(meters.get("relay.routes.findings").gauge().value()).isEqualTo(1);

        OwnRoutes.make();
        look();
        assertThat(files.show()).singleElement().asString().startsWith("All of the folder is in force, since ");
        assertThat(routeFilesHealthIndicator.health().getStatus().getCode()).isEqualTo("UP");
        assertThat(meters.get("relay.routes.findings").gauge().value()).isZero();
    }

    /** What the check cannot know: whether a key has a value here. */
    @Test
    void whatOnlyCamelFindsIsRefusedBeforeAnythingIsTouched(CapturedOutput output) throws Exception {
        Route running = camel.getRoute("own-greeting");
        OwnRoutes.edit(GREETING, "initialDelay: 3600000", "initialDelay: \"{{millis:relay.console.username}}\"");
        look();

        assertThat(camel.getRoute("own-greeting")).isSameAs(running);
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(OwnRoutes.file(GREETING) + ":1: Camel cannot run it: ")
                .endsWith("The routes stay as they were.");
    }

    /** What only a start finds: the folder that is to be read is not there. */
    @Test
    void whatFailsAtTheSwapIsPutBack(CapturedOutput output) throws Exception {
        String description = camel.getRoute("read-back").getDescription();
        OwnRoutes.replace("delivery/read-back.camel.yaml", description, "Another description");
        OwnRoutes.edit(GREETING, "scheduler:own-greeting", "file:target/nowhere");
        OwnRoutes.edit(
                GREETING,
                "initialDelay: 3600000",
                "autoCreate: false\n        startingDirectoryMustExist: true\n        initialDelay: 3600000");
        look();

        assertThat(camel.getRoute("read-back").getDescription()).isEqualTo(description);
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(OwnRoutes.file(GREETING) + ":1: Camel cannot run it: Starting directory does not exist")
                .endsWith("The routes stay as they were.");
        deliver();
    }

    @Test
    void anEditCountsFromTheSecondLook() throws Exception {
        OwnRoutes.write(JOB_MAP, "references:\n");
        reload.look();
        OwnRoutes.write(JOB_MAP, "references:\n  A: 1\n");
        reload.look();
        assertThat(files.list()).anyMatch(line -> line.startsWith(JOB_MAP) && line.contains(", packaged"));

        reload.look();
        assertThat(files.list()).anyMatch(line -> line.startsWith(JOB_MAP) && line.contains(", own, since "));
    }

    @Test
    void anEditOfTheSameSizeAndDateCounts() throws Exception {
        Path file = OwnRoutes.file("mapping/own-greeting.jslt");
        FileTime date = Files.getLastModifiedTime(file);
        OwnRoutes.edit("mapping/own-greeting.jslt", "Hello ", "Howdy ");
        OwnRoutes.edit("mapping/own-greeting/you.output.json", "Hello ", "Howdy ");
        Files.setLastModifiedTime(file, date);
        look();

        assertThat(greet()).isEqualTo("{\"greeting\":\"Howdy you\"}");
    }

    @Test
    void aFolderThatIsGoneOrEmptyChangesNothing(CapturedOutput output) throws Exception {
        OwnRoutes.delete("");
        look();
        Files.createDirectories(OwnRoutes.file(""));
        look();

        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains("cannot be read, or is empty; put its files back");
    }

    @Test
    void aMountedConfigMapChangesByItsLink() throws Exception {
        Path first = Files.createDirectories(OwnRoutes.file("..first"));
        Path second = Files.createDirectories(OwnRoutes.file("..second"));
        Files.writeString(first.resolve("job-map.yaml"), "references:\n  A: 1\n");
        Files.writeString(second.resolve("job-map.yaml"), "references:\n  A: 1\n  B: 2\n");
        Path data = Files.createSymbolicLink(OwnRoutes.file("..data"), first.getFileName());
        Files.createSymbolicLink(OwnRoutes.file(JOB_MAP), Path.of("../..data/job-map.yaml"));
        look();
        String version = version(JOB_MAP);

        Files.delete(data);
        Files.createSymbolicLink(data, second.getFileName());
        look();

        assertThat(version(JOB_MAP)).isNotEqualTo(version);
    }

    @Test
    void onePersonGoesBackToWhatRanBefore(CapturedOutput output) throws Exception {
        OwnRoutes.edit("mapping/own-greeting.jslt", "Hello ", "Welcome ");
        OwnRoutes.edit("mapping/own-greeting/you.output.json", "Hello ", "Welcome ");
        look();
        String version = version("mapping/own-greeting.jslt");

        assertThat(files.goBack()).startsWith("What ran before runs again.");
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");
        assertThat(files.list())
                .anyMatch(line ->
                        line.startsWith("mapping/own-greeting.jslt") && line.endsWith(", before it " + version));
        assertThat(files.show()).singleElement().asString().contains("went back to what ran before");
        assertThat(count("audit_entry where action = 'go back'")).isEqualTo(1);
        look();
        assertThat(greet()).isEqualTo("{\"greeting\":\"Hello you\"}");

        assertThat(files.goBack()).startsWith("What ran before runs again.");
        assertThat(greet()).isEqualTo("{\"greeting\":\"Welcome you\"}");
    }

    @Test
    void aRouteThatSomebodyHasStoppedStaysStopped() throws Exception {
        camel.getRouteController().stopRoute("own-greeting");
        OwnRoutes.edit(GREETING, "initialDelay: 3600000", "initialDelay: 3600001");
        look();

        assertThat(camel.getRouteController().getRouteStatus("own-greeting")).isEqualTo(ServiceStatus.Stopped);
        camel.getRouteController().startRoute("own-greeting");
        assertThat(camel.getRoute("own-greeting").getEndpoint().getEndpointUri())
                .contains("3600001");
    }

    /** One is being created while its route is made anew: it ends by the old, and is sent once. */
    @Test
    void whatIsUnderWayEndsByTheOld() throws Exception {
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 1500);
        SimulatedApplicant first = arrive(someone());
        awaitWork(() -> !jobtrain().applications().isEmpty());
        ExecutorService editor = Executors.newSingleThreadExecutor();
        try {
            OwnRoutes.edit("mapping/application-to-jobtrain.jslt", OwnRoutes.SOURCE, "Another source");
            OwnRoutes.editPairs(OwnRoutes.SOURCE, "Another source");
            Future<?> edit = editor.submit(() -> {
                look();
                return null;
            });
            SimulatedApplicant second = arrive(someone());
            edit.get();
            awaitDelivered(first);
            awaitDelivered(second);
            assertThat(onlyApplicationOf(first).source()).isEqualTo(OwnRoutes.SOURCE);
            onlyApplicationOf(second);
            assertThat(deliver().source()).isEqualTo("Another source");
        } finally {
            editor.shutdown();
        }
    }

    /** One is being created for longer than an edit waits: its route goes on as it was, and the edit is taken later. */
    @Test
    void aBusyRoutePutsTheEditOff(CapturedOutput output) throws Exception {
        MovableClock time = new MovableClock();
        Reload impatient = ImpatientReload.of(relay, OwnRoutes.file(""), Duration.ofSeconds(1), time);
        Route running = camel.getRoute("application-delivery");
        String description = camel.getRoute("partner-call").getDescription();
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.CREATE, 1, 4000);
        SimulatedApplicant first = arrive(someone());
        awaitWork(() -> !jobtrain().applications().isEmpty());
        // One is made anew before the busy one, and put back.
        OwnRoutes.replace("sync/partner-call.camel.yaml", description, "Another description");
        OwnRoutes.replace(REQUEST, "expression: application/json", "expression: application/json; v=3");
        impatient.look();
        impatient.look();

        assertThat(impatient.state().refused())
                .containsExactly("The route application-delivery has had work under way for too long; the edit is tried"
                        + " again in 30 s.");
        assertThat(warnings(output).stream().filter(line -> !line.contains("DefaultShutdownStrategy")))
                .hasSize(1);
        assertThat(camel.getRoute("application-delivery")).isSameAs(running);
        assertThat(camel.getRoute("partner-call").getDescription()).isEqualTo(description);
        assertThat(routeIds()).isEqualTo(before);
        awaitDelivered(first);
        onlyApplicationOf(first);
        jobtrain().requests().clear();
        deliver();
        assertThat(jobtrain().requests().all())
                .extracting(request -> request.header("Accept"))
                .isNotEmpty()
                .containsOnly("application/json");

        impatient.look();
        assertThat(camel.getRoute("application-delivery")).isSameAs(running);
        time.move(Duration.ofSeconds(31));
        await().until(() -> camel.getInflightRepository().size() == 0);
        impatient.look();

        assertThat(impatient.state().refused()).isEmpty();
        jobtrain().requests().clear();
        deliver();
        assertThat(jobtrain().requests().all())
                .extracting(request -> request.header("Accept"))
                .isNotEmpty()
                .containsOnly("application/json; v=3");
    }

    private void look() {
        reload.look();
        reload.look();
    }

    private List<String> routeIds() {
        return allRouteIds().stream().distinct().toList();
    }

    /** A Kamelet's as often as there is a route of it. */
    private List<String> allRouteIds() {
        return camel.getRoutes().stream()
                .map(route -> route.getRouteId().replaceFirst("-action-\\d+$", "-action"))
                .sorted()
                .toList();
    }

    private String version(String path) {
        return files.list().stream()
                .filter(line -> line.startsWith(path + ": "))
                .map(line -> line.split("[ ,]+")[1])
                .findFirst()
                .orElseThrow();
    }

    private String greet() throws Exception {
        DefaultConsumer clock = (DefaultConsumer) camel.getRoute("own-greeting").getConsumer();
        Exchange tick = clock.createExchange(false);
        tick.getMessage().setBody("{\"name\": \"you\"}");
        clock.getProcessor().process(tick);
        return tick.getMessage().getBody(String.class);
    }

    private ReceivedApplication deliver() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        return onlyApplicationOf(applicant);
    }
}
