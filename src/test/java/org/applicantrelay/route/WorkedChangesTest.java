package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.reload.Reload;
import org.applicantrelay.routefiles.CheckCommand;
import org.applicantrelay.routefiles.ExportCommand;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.webhook.SignedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/** The five worked changes of the handbook, by its edits alone, while the relay runs. */
@Tag("once")
@TestPropertySource(properties = "relay.routes=" + OwnRoutes.FOLDER)
class WorkedChangesTest extends RouteTest {

    private static final Path EVENTS = Path.of("gateway-events");

    static {
        OwnRoutes.make();
    }

    @Autowired
    private Reload reload;

    private SimulatedApplicant earlier;

    @BeforeEach
    void runAnExportedFolder() throws Exception {
        OwnRoutes.delete("");
        assertThat(run(out -> ExportCommand.run(List.of(OwnRoutes.file("").toString()), out, out)))
                .contains(" files written to ");
        take();
        earlier = arrive(someone());
    }

    @AfterEach
    void putTheOwnRoutesBack() throws Exception {
        jobtrain().callsTheLastName("lastName");
        awaitDelivered(earlier);
        onlyApplicationOf(earlier);
        OwnRoutes.make();
        take();
        FileSystemUtils.deleteRecursively(EVENTS);
    }

    @Test
    void aFieldIsAdded() throws Exception {
        change(1);

        assertThat(deliver("Call me: 020 7946 0000, please.").phone()).isEqualTo("020 7946 0000");
        assertThat(deliver("No number.").phone()).isNull();
    }

    @Test
    void aFieldIsRenamed() throws Exception {
        awaitDelivered(earlier);
        jobtrain().callsTheLastName("surname");

        change(2);

        assertThat(deliver("A letter.").lastName()).isEqualTo(PRIVATE);
    }

    @Test
    void anotherAuthenticationIsUsed() throws Exception {
        awaitDelivered(earlier);
        change(3);
        jobtrain().requests().clear();

        // The simulator knows its own names only, and says 401.
        SimulatedApplicant applicant = arrive(someone());
        awaitWork(() -> !jobtrain().requests().all().isEmpty());
        assertThat(jobtrain().requests().all()).allSatisfy(request -> {
            assertThat(request.header("X-Client-Id")).isEqualTo(jobtrain().clientId());
            assertThat(request.header("X-Api-Key")).isEqualTo("sandbox-key");
            assertThat(request.header("X-Api-Password")).isEqualTo("sandbox-password");
            assertThat(request.header("Authorization")).isNull();
        });
        OwnRoutes.edit("kamelets/jobtrain-request-action.kamelet.yaml", "default: X-Client-Id", "default: ClientID");
        OwnRoutes.edit("kamelets/jobtrain-request-action.kamelet.yaml", "default: X-Api-Key", "default: ApiKey");
        OwnRoutes.edit(
                "kamelets/jobtrain-request-action.kamelet.yaml", "default: X-Api-Password", "default: ApiPassword");
        take();
        openPartners();
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
    }

    @Test
    void filesThatAnotherSystemDropsAreASource() throws Exception {
        change(4);
        SimulatedApplicant applicant = idibu().add(someone().hidden(true).build());

        Files.createDirectories(EVENTS);
        Map<String, String> event = SignedEvent.fields(applicant.id(), 1);
        event.put("from", applicant.email());
        event.put("job_reference", "J71");
        Files.write(EVENTS.resolve("1.event"), SignedEvent.form(event));
        Files.writeString(EVENTS.resolve("2.event"), "no event");

        awaitWork(
                () -> applications.findByTrackId(Long.toString(applicant.id())).isPresent());
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
        awaitWork(() -> count("dead_letter") == 1);
        awaitWork(() -> Files.exists(EVENTS.resolve(".done/2.event")));
        assertThat(EVENTS.resolve(".done/1.event")).exists();
    }

    @Test
    void oneDivisionHasAFormOfItsOwn() throws Exception {
        jobtrain().addJob(173, "H-1507", "Nurse");
        readJobs();
        change(5);

        SimulatedApplicant nurse = arrive(someone().jobReference("H-1507").messageText("Not sent."));
        awaitState(nurse, ApplicationState.DELIVERED, null);
        assertThat(onlyApplicationOf(nurse).coverLetter()).isNull();
        assertThat(deliver("Sent.").coverLetter()).isEqualTo("Sent.");
    }

    /** Nothing that the change does not touch is made anew. */
    private void change(int number) throws Exception {
        Set<Route> before = Set.copyOf(camel.getRoutes());
        Handbook.perform(number, OwnRoutes.file(""));
        assertThat(run(out -> CheckCommand.run(List.of(OwnRoutes.file("").toString()), out, out)))
                .isEqualTo("0 findings\n");
        take();
        assertThat(camel.getRoutes().stream().filter(before::contains).collect(Collectors.toSet()))
                .hasSizeGreaterThan(20);
    }

    private void take() {
        reload.look();
        reload.look();
        assertThat(reload.state().refused()).isEmpty();
    }

    private interface Command {
        int run(PrintStream out);
    }

    private static String run(Command command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(command.run(new PrintStream(said, true))).as(said.toString()).isZero();
        return said.toString();
    }

    private ReceivedApplication deliver(String letter) throws Exception {
        SimulatedApplicant applicant = arrive(someone().messageText(letter));
        awaitDelivered(applicant);
        return onlyApplicationOf(applicant);
    }

    private ReceivedApplication onlyApplicationOf(SimulatedApplicant applicant) {
        List<ReceivedApplication> all = jobtrain().applications().stream()
                .filter(each -> each.email().equals(applicant.email()))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
