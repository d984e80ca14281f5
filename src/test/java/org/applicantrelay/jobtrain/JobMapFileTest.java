package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
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
        JobMapFile packaged = new JobMapFile("classpath:routes");
        JobMap before = packaged.current();
        packaged.reload();

        assertThat(packaged.current()).isSameAs(before).hasToString(JobMap.EMPTY.toString());
        assertThat(new JobMapFile("classpath:nowhere").current()).hasToString(JobMap.EMPTY.toString());
    }

    @Test
    void aMissingFileOrFolderIsAnEmptyMap() {
        assertThat(map().current()).hasToString(JobMap.EMPTY.toString());
        assertThat(new JobMapFile("file:" + folder.resolve("nowhere")).current())
                .hasToString(JobMap.EMPTY.toString());
    }

    @Test
    void aWrongFileStopsTheStartWithEveryPlace() throws IOException {
        Files.writeString(file, BAD);

        assertThatThrownBy(this::map)
                .isInstanceOfSatisfying(JobMapException.class, thrown -> assertThat(new JobMapFailureAnalyzer()
                                .analyze(thrown)
                                .getDescription()
                                .lines())
                        .satisfiesExactly(
                                line -> assertThat(line).startsWith(file + ":2: \"A\" has no job id"),
                                line -> assertThat(line).startsWith(file + ":3: \"B\" has no job id")));
    }

    @Test
    void theStartThatItStopsSaysSo(CapturedOutput output) throws IOException {
        Files.writeString(file, BAD);
        SpringApplication relay = new SpringApplication(JobMapFile.class);
        relay.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> relay.run(
                        "--relay.routes=" + folder,
                        "--relay.idibu.hash=x",
                        "--relay.jobtrain.base-url=https://client.example/api",
                        "--relay.jobtrain.client-id=x",
                        "--relay.jobtrain.api-key=x",
                        "--relay.jobtrain.api-password=x"))
                .hasRootCauseInstanceOf(JobMapException.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", file + ":2: \"A\" has no job id", "Correct the file")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnreadableFileStopsTheStart() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(this::map).hasMessageStartingWith(file + ":1: The file cannot be read");
    }

    @Test
    void anEditCountsFromTheSecondLook(CapturedOutput output) throws IOException {
        JobMapFile map = map();
        Files.writeString(file, "references:\n");
        map.reload();
        Files.writeString(file, GOOD);
        map.reload();
        assertThat(map.current()).hasToString(JobMap.EMPTY.toString());

        map.reload();
        assertThat(map.current()).hasToString("references 1, idibuJobs 0, suffixes 0");
        assertThat(output.getAll()).contains("The job map is read anew: references 1,");
    }

    @Test
    void anEditOfTheSameSizeAndDateCounts() throws IOException {
        Files.writeString(file, GOOD);
        FileTime date = Files.getLastModifiedTime(file);
        JobMapFile map = map();
        JobMap before = map.current();

        Files.writeString(file, GOOD.replace('1', '2'));
        Files.setLastModifiedTime(file, date);
        lookTwice(map);

        assertThat(map.current()).isNotSameAs(before);
    }

    @Test
    void whatStaysTheSameIsNotReadAgain() throws IOException {
        Files.writeString(file, GOOD);
        JobMapFile map = map();
        JobMap before = map.current();
        Files.writeString(file, GOOD);
        lookTwice(map);

        assertThat(map.current()).isSameAs(before);
    }

    @Test
    void aWrongEditIsOneWarningAndChangesNothing(CapturedOutput output) throws IOException {
        Files.writeString(file, GOOD);
        JobMapFile map = map();
        JobMap before = map.current();

        Files.writeString(file, BAD);
        lookTwice(map);
        lookTwice(map);

        assertThat(map.current()).isSameAs(before);
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(file + ":2: \"A\" has no job id", " (and 1 more) The job map stays as it was.");

        Files.writeString(file, GOOD + "  B: 2\n");
        lookTwice(map);
        assertThat(map.current()).hasToString("references 2, idibuJobs 0, suffixes 0");
    }

    @Test
    void aDeletedFileIsAnEmptyMapAndOneReplacedInBetweenIsNot(CapturedOutput output) throws IOException {
        Files.writeString(file, GOOD);
        JobMapFile map = map();
        JobMap before = map.current();

        Files.delete(file);
        map.reload();
        Files.writeString(file, GOOD);
        lookTwice(map);
        assertThat(map.current()).isSameAs(before);

        Files.delete(file);
        lookTwice(map);
        lookTwice(map);
        assertThat(map.current()).hasToString(JobMap.EMPTY.toString());
        assertThat(warnings(output))
                .singleElement()
                .asString()
                .endsWith(file + " is gone: no job is named by a map now");
    }

    @Test
    void aFolderThatIsGoneChangesNothing(CapturedOutput output) throws IOException {
        Files.writeString(file, GOOD);
        JobMapFile map = map();
        JobMap before = map.current();

        Files.delete(file);
        Files.delete(file.getParent());
        lookTwice(map);
        lookTwice(map);

        assertThat(map.current()).isSameAs(before);
        assertThat(warnings(output)).singleElement().asString().contains("The file cannot be read");
    }

    @Test
    void aPartialFolderMayHaveNoMappings(CapturedOutput output) throws IOException {
        Files.delete(file.getParent());
        JobMapFile map = map();
        lookTwice(map);

        assertThat(map.current()).hasToString(JobMap.EMPTY.toString());
        assertThat(warnings(output)).isEmpty();

        Files.createDirectory(file.getParent());
        Files.writeString(file, GOOD);
        lookTwice(map);
        assertThat(map.current()).hasToString("references 1, idibuJobs 0, suffixes 0");
    }

    @Test
    void aMountedConfigMapChangesByItsLink() throws IOException {
        Path first = Files.createDirectories(folder.resolve("..first"));
        Path second = Files.createDirectories(folder.resolve("..second"));
        Files.writeString(first.resolve("job-map.yaml"), GOOD);
        Files.writeString(second.resolve("job-map.yaml"), GOOD + "  B: 2\n");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        Files.createSymbolicLink(file, Path.of("../..data/job-map.yaml"));
        JobMapFile map = map();
        assertThat(map.current()).hasToString("references 1, idibuJobs 0, suffixes 0");

        Files.delete(data);
        Files.createSymbolicLink(data, second);
        lookTwice(map);

        assertThat(map.current()).hasToString("references 2, idibuJobs 0, suffixes 0");
    }

    private JobMapFile map() {
        return new JobMapFile("file:" + folder);
    }

    private static void lookTwice(JobMapFile map) {
        map.reload();
        map.reload();
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("WARN")).toList();
    }
}
