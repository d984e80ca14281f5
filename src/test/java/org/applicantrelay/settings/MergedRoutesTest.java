package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.applicantrelay.RoutesCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedRoutesTest {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";

    @TempDir
    private Path folder;

    @Test
    void anEmptyFolderIsThePackagedOne() throws IOException {
        MergedRoutes packaged = MergedRoutes.packaged();
        MergedRoutes merged = MergedRoutes.with(folder);

        assertThat(packaged.files().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MergedRoutes.files(Path.of("routes")).keySet());
        assertThat(merged.files().keySet()).isEqualTo(packaged.files().keySet());
        assertThat(merged.location(MAPPING)).isEqualTo("classpath:routes/" + MAPPING);
        assertThat(merged.place(MAPPING)).isEqualTo("applicant-relay.jar!/routes/" + MAPPING);
    }

    @Test
    void aWholeCopyHidesAllThatIsPackaged() throws IOException {
        RoutesCopy.to(folder);

        MergedRoutes merged = MergedRoutes.with(folder);

        assertThat(merged.files().keySet())
                .isEqualTo(MergedRoutes.packaged().files().keySet());
        assertThat(merged.files().keySet())
                .allSatisfy(path -> assertThat(merged.location(path)).isEqualTo("file:" + folder.resolve(path)));
    }

    @Test
    void aFileWithTheSamePathIsReplacedAndTheOthersAreNot() throws IOException {
        write(MAPPING, "own");

        MergedRoutes merged = MergedRoutes.with(folder);

        assertThat(merged.files().get(MAPPING).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("own");
        assertThat(merged.location(MAPPING)).isEqualTo("file:" + folder.resolve(MAPPING));
        assertThat(merged.place(MAPPING)).isEqualTo(folder.resolve(MAPPING).toString());
        assertThat(merged.location("mapping/jobtrain-to-jobs.jslt"))
                .isEqualTo("classpath:routes/mapping/jobtrain-to-jobs.jslt");
        assertThat(merged.files()).hasSameSizeAs(MergedRoutes.packaged().files());
    }

    @Test
    void aRouteIsReplacedByOneOfTheSameNameInAnotherFolder() throws IOException {
        write("own/due-work.camel.yaml", "");

        assertThat(MergedRoutes.with(folder).files())
                .containsKey("own/due-work.camel.yaml")
                .doesNotContainKey("delivery/due-work.camel.yaml")
                .hasSameSizeAs(MergedRoutes.packaged().files());
    }

    @Test
    void whatIsNewIsAddedAndWhatIsHiddenIsNot() throws IOException {
        write("own/x.camel.yaml", "");
        write("own/.x.camel.yaml", "");
        write(".git/x.camel.yaml", "");

        assertThat(MergedRoutes.with(folder).files())
                .containsKey("own/x.camel.yaml")
                .hasSize(MergedRoutes.packaged().files().size() + 1);
    }

    @Test
    void aFileThatIsNowhereIsMissedInTheOwnFolder() throws IOException {
        assertThat(MergedRoutes.with(folder).location("mapping/x.jslt"))
                .isEqualTo("file:" + folder.resolve("mapping/x.jslt"));
    }

    @Test
    void aFolderThatCannotBeReadIsAnIoException() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        assertThatThrownBy(() -> MergedRoutes.with(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> MergedRoutes.with(folder.resolve("nowhere"))).isInstanceOf(IOException.class);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}
