package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** The tables of {@code routes/mapping}: another in force counts for the next applicant. */
class TablesRouteTest extends RouteTest {

    @Autowired
    private CurrentRoutes routes;

    @TempDir
    private Path folder;

    @AfterEach
    void putThePackagedTablesBack() {
        routes.put(MergedRoutes.packaged());
    }

    @Test
    void aPortalIsCalledWhatItsTableSays() throws Exception {
        assertThat(delivered().source()).isEqualTo("Stellenmarkt");

        edit("mapping/portals.yaml", "ids:\n  517: LinkedIn\n");
        assertThat(delivered().source()).isEqualTo("LinkedIn");

        edit("mapping/portals.yaml", "names:\n  Stellenmarkt: Reed\n");
        assertThat(delivered().source()).isEqualTo("Reed");
    }

    @Test
    void whatIsMissingIsFilledInByItsTable() throws Exception {
        edit("mapping/defaults.yaml", "source: Website\nfirstName: Unbekannt\ncoverLetter: No letter\n");

        SimulatedApplicant applicant =
                arrive(someone().name(PRIVATE).portal(null, "").message("Application", "", ""));
        awaitDelivered(applicant);

        ReceivedApplication received = receivedOf(applicant);
        assertThat(received.source()).isEqualTo("Website");
        assertThat(received.firstName()).isEqualTo("Unbekannt");
        assertThat(received.lastName()).isEqualTo(PRIVATE);
        assertThat(received.coverLetter()).isEqualTo("No letter");
    }

    @Test
    void idibuIsToldWhatItsTableSays() throws Exception {
        edit("mapping/statuses.yaml", "messages:\n  JOB_UNKNOWN: 'Correct the advert: {detail} is no job'\n");
        Outcome told = toldOf(parked("R&D <1>"));
        assertThat(told.status()).isEqualTo("fail");
        assertThat(told.errorMessage()).isEqualTo("Correct the advert: reference R&D <1> is no job");

        edit("mapping/statuses.yaml", "statuses:\n  JOB_UNKNOWN: success\n");
        told = toldOf(parked("R&D <2>"));
        assertThat(told.status()).isEqualTo("success");
        assertThat(told.errorMessage()).isEmpty();

        routes.put(MergedRoutes.packaged());
        assertThat(toldOf(parked("R&D <3>")).errorMessage()).isEqualTo("JOB_UNKNOWN: reference R&D <3>");
    }

    private ReceivedApplication delivered() throws Exception {
        SimulatedApplicant applicant = arrive(someone().portal(517L, "Stellenmarkt"));
        awaitDelivered(applicant);
        return receivedOf(applicant);
    }

    private ReceivedApplication receivedOf(SimulatedApplicant applicant) {
        List<ReceivedApplication> all = jobtrain().applications().stream()
                .filter(received -> received.email().equals(applicant.email()))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private SimulatedApplicant parked(String reference) throws Exception {
        SimulatedApplicant applicant = arrive(someone().jobReference(reference));
        awaitState(applicant, ApplicationState.WAITING, "JOBS_NOT_READ");
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        return applicant;
    }

    private Outcome toldOf(SimulatedApplicant applicant) {
        awaitWork(() -> idibu().latestOutcomes().containsKey(applicant.id()));
        return idibu().latestOutcomes().get(applicant.id());
    }

    /** As the reload does with a folder that it has checked. */
    private void edit(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
        routes.put(MergedRoutes.with(folder));
    }
}
