package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.table.TableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class JobMapFileTest {

    private static final String GOOD = "references:\n  A: 1\n";
    private static final String EMPTY = "references 0, idibuJobs 0, suffixes 0";
    private static final String BAD = "references:\n  A:\n  B:\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeTheFolder() throws IOException {
        file = folder.resolve("mapping/job-map.yaml");
        Files.createDirectories(file.getParent());
    }

    @Test
    void thePackagedMapIsRead() {
        assertThat(new JobMapFile(new CurrentRoutes(MergedRoutes.packaged())).current())
                .hasToString(EMPTY);
    }

    @Test
    void aFolderWithoutOneHasThePackagedMap() throws IOException {
        assertThat(map().current()).hasToString(EMPTY);
    }

    @Test
    void aWrongFileStopsTheStartWithEveryPlace() throws IOException {
        Files.writeString(file, BAD);

        assertThatThrownBy(this::map)
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith(file + ":2: \"A\" has no job id")
                .hasMessageContaining(file + ":3: \"B\" has no job id");
    }

    @Test
    void theStartThatItStopsSaysSo(CapturedOutput output) throws IOException {
        Files.writeString(file, BAD);
        SpringApplication relay = new SpringApplication(CurrentRoutes.class, JobMapFile.class);
        relay.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> relay.run(
                        "--relay.routes=" + folder,
                        "--relay.idibu.hash=x",
                        "--relay.jobtrain.base-url=https://client.example/api",
                        "--relay.jobtrain.client-id=x",
                        "--relay.jobtrain.api-key=x",
                        "--relay.jobtrain.api-password=x"))
                .hasRootCauseInstanceOf(TableException.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", file + ":2: \"A\" has no job id", "Correct the file")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnreadableFileStopsTheStart() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff});

        assertThatThrownBy(this::map).hasMessageStartingWith(file + ":1: The file is not UTF-8");
    }

    @Test
    void anEditMakesAnotherMap(CapturedOutput output) throws IOException {
        CurrentRoutes routes = routes();
        JobMapFile map = new JobMapFile(routes);
        Files.writeString(file, GOOD);
        assertThat(map.current()).hasToString(EMPTY);

        routes.put(MergedRoutes.with(folder));
        assertThat(map.current()).hasToString("references 1, idibuJobs 0, suffixes 0");
        assertThat(output.getAll()).contains("mapping/job-map.yaml is read anew: references 1,");

        Files.delete(file);
        routes.put(MergedRoutes.with(folder));
        assertThat(map.current()).hasToString(EMPTY);
    }

    @Test
    void whatStaysTheSameIsNotReadAgain() throws IOException {
        Files.writeString(file, GOOD);
        CurrentRoutes routes = routes();
        JobMapFile map = new JobMapFile(routes);
        JobMap before = map.current();
        Files.writeString(folder.resolve("another.txt"), "");
        routes.put(MergedRoutes.with(folder));

        assertThat(map.current()).isSameAs(before);
    }

    private CurrentRoutes routes() throws IOException {
        return new CurrentRoutes(MergedRoutes.with(folder));
    }

    private JobMapFile map() throws IOException {
        return new JobMapFile(routes());
    }
}
