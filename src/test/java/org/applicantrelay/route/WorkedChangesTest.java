package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @BeforeEach
    void runAnExportedFolder() throws Exception {
        OwnRoutes.delete("");
        assertThat(run(out -> ExportCommand.run(List.of(OwnRoutes.file("").toString()), out, out)))
                .contains(" files written to ");
        take();
    }

    @AfterEach
    void putTheOwnRoutesBack() throws Exception {
        jobtrain().callsTheLastName("lastName");
        OwnRoutes.make();
        take();
        FileSystemUtils.deleteRecursively(EVENTS);
    }

    /** One after the other in one folder, with applicants who are under way; the last changes how all are sent. */
    @Test
    void eachIsLiveForTheNextApplicant() throws Exception {
        List<SimulatedApplicant> underWay = new ArrayList<>();
        jobtrain().addJob(173, "H-1507", "Nurse");
        readJobs();
        underWay.add(arrive(someone()));

        change(1);
        assertThat(deliver("Call me: 020 7946 0000, please.").phone()).isEqualTo("020 7946 0000");
        assertThat(deliver("No number.").phone()).isNull();
        awaitDelivered(underWay.get(0));

        jobtrain().callsTheLastName("surname");
        change(2);
        assertThat(deliver("A letter.").lastName()).isEqualTo(PRIVATE);

        underWay.add(arrive(someone()));
        change(4);
        filesThatAnotherSystemDropsAreASource();

        // The second form, too, has to be told the new name.
        Handbook.perform(5, OwnRoutes.file(""));
        OwnRoutes.edit("mapping/health-application-to-jobtrain.jslt", "\"lastName\":", "\"surname\":");
        Handbook.pairs(OwnRoutes.file(""));
        live();
        SimulatedApplicant nurse = arrive(someone().jobReference("H-1507").messageText("Not sent."));
        awaitState(nurse, ApplicationState.DELIVERED, null);
        assertThat(onlyApplicationOf(nurse).coverLetter()).isNull();
        assertThat(deliver("Sent.").coverLetter()).isEqualTo("Sent.");

        underWay.forEach(this::awaitDelivered);
        change(3);
        credentialsGoAsHeadersOfTheseNames();
        underWay.forEach(this::onlyApplicationOf);
    }

    private void filesThatAnotherSystemDropsAreASource() throws Exception {
        SimulatedApplicant applicant = idibu().add(someone().hidden(true).build());
        Map<String, String> event = SignedEvent.fields(applicant.id(), 1);
        event.put("from", applicant.email());
        event.put("job_reference", "J71");
        Files.createDirectories(EVENTS);
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

    /** The simulator knows its own names only, and says 401; with those the applicant gets through after all. */
    private void credentialsGoAsHeadersOfTheseNames() throws Exception {
        jobtrain().requests().clear();
        SimulatedApplicant applicant = arrive(someone());
        awaitWork(() -> !jobtrain().requests().all().isEmpty());
        assertThat(jobtrain().requests().all()).allSatisfy(request -> {
            assertThat(request.header("X-Client-Id")).isEqualTo(jobtrain().clientId());
            assertThat(request.header("X-Api-Key")).isEqualTo("sandbox-key");
            assertThat(request.header("X-Api-Password")).isEqualTo("sandbox-password");
            assertThat(request.header("Authorization")).isNull();
        });
        String wire = "kamelets/jobtrain-request-action.kamelet.yaml";
        OwnRoutes.edit(wire, "default: X-Client-Id", "default: ClientID");
        OwnRoutes.edit(wire, "default: X-Api-Key", "default: ApiKey");
        OwnRoutes.edit(wire, "default: X-Api-Password", "default: ApiPassword");
        take();
        openPartners();
        awaitDelivered(applicant);
        onlyApplicationOf(applicant);
    }

    private void change(int number) throws Exception {
        Handbook.perform(number, OwnRoutes.file(""));
        live();
    }

    /** What the change does not touch is not made anew. */
    private void live() throws Exception {
        Set<Route> before = Set.copyOf(camel.getRoutes());
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
}
