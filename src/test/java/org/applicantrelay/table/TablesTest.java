package org.applicantrelay.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TablesTest {

    private static final Applicant APPLICANT = new Applicant(
            "7",
            "ada@example.org",
            null,
            null,
            null,
            new Applicant.Job(null, null, null),
            new Applicant.Portal("517", "linkedin.com"),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            "of the setting",
            null);

    @TempDir
    private Path folder;

    @Test
    void anApplicantIsCompletedByWhatIsInForceThen(CapturedOutput output) throws IOException {
        CurrentRoutes routes = new CurrentRoutes(MergedRoutes.with(folder));
        Tables tables = new Tables(routes);
        assertThat(tables.complete(APPLICANT))
                .isEqualTo(APPLICANT.with(
                        null, new Applicant.Defaults("idibu", "of the setting", "of the setting", null, "cv")));

        write(Portals.PATH, "ids:\n  517: LinkedIn\n");
        write(Defaults.PATH, "lastName: Unknown\n");
        assertThat(tables.complete(APPLICANT).source())
                .as("nothing is read but what was taken")
                .isNull();
        routes.put(MergedRoutes.with(folder));
        assertThat(tables.complete(APPLICANT))
                .isEqualTo(APPLICANT.with(
                        "LinkedIn", new Applicant.Defaults("idibu", "of the setting", "Unknown", null, "cv")));
        assertThat(output.getAll()).contains(Portals.PATH + " is read anew: ids 1, names 0");

        routes.put(MergedRoutes.packaged());
        assertThat(tables.complete(APPLICANT).source()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {Portals.PATH, Defaults.PATH, Statuses.PATH})
    void aWrongTableStopsTheStartWithEveryPlaceAsASentence(String path) throws IOException {
        Path file = write(path, "odd:\n# and\nodder:\n");

        assertThatThrownBy(() -> new Tables(new CurrentRoutes(MergedRoutes.with(folder))))
                .isInstanceOfSatisfying(TableException.class, thrown -> assertThat(new TableFailureAnalyzer()
                                .analyze(thrown)
                                .getDescription()
                                .lines())
                        .satisfiesExactly(
                                line -> assertThat(line).startsWith(file + ":1: There is no "),
                                line -> assertThat(line).startsWith(file + ":3: There is no ")));
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
