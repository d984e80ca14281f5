package org.applicantrelay.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.applicantrelay.camelk.Overlay;
import org.applicantrelay.camelk.Pod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What is packaged: the jar, what the Dockerfile's scripts make of it, and the image that is made without them. */
@Tag("packaged")
class ImageTest {

    private static final Path JAR = Path.of("target/applicant-relay.jar");
    private static final Path IMAGE = Path.of("target/applicant-relay-image.tar");
    private static final int LARGE = 1_000_000;
    private static final List<String> LAYERS =
            List.of("dependencies", "snapshot-dependencies", "spring-boot-loader", "application");

    @TempDir
    private Path folder;

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "The scripts are the image's, which is a Linux")
    @Test
    void theScriptsMakeLayersThatRunOnceTheyLieInOneFolder() throws Exception {
        Path layers = folder.resolve("layers");
        Path relay = folder.resolve("relay");

        assertThat(Script.run(Script.FOLDER.resolve("extract.sh"), JAR, layers).exitCode())
                .isZero();

        assertThat(Files.readString(Script.FOLDER.resolve("Dockerfile")))
                .contains(LAYERS.stream()
                        .map(layer -> "/build/layers/" + layer + "/ /opt/applicant-relay/")
                        .toList());
        for (String layer : LAYERS) {
            FileSystemUtils.copyRecursively(layers.resolve(layer), relay);
        }
        try (Stream<Path> made = Files.list(layers)) {
            assertThat(made.map(layer -> layer.getFileName().toString())).containsExactlyInAnyOrderElementsOf(LAYERS);
        }
        assertThat(Files.size(layers.resolve("application/applicant-relay.jar")))
                .as("what a new release of the relay alone changes")
                .isLessThan(5_000_000);
        Files.copy(Script.FOLDER.resolve("run.sh"), relay.resolve("run.sh"));

        Script export = Script.run(relay.resolve("run.sh"), "routes", "export", folder.resolve("routes"));
        assertThat(export.exitCode()).as(export.output()).isZero();
        assertThat(folder.resolve("routes/mapping/job-map.yaml"))
                .hasSameTextualContentAs(Path.of("routes/mapping/job-map.yaml"));
        assertThat(Script.run(relay.resolve("run.sh"), "no-command").exitCode()).isEqualTo(2);
    }

    @Test
    void theImageHasOneUserWithoutRightsTheRelaysPortsAndNothingOfTheMachineThatMadeIt() throws IOException {
        Map<String, byte[]> image = unpack(Files.newInputStream(IMAGE), folder);
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(image.get("manifest.json")).get(0);
        JsonNode config =
                json.readTree(image.get(manifest.path("Config").asText())).path("config");
        Pod pod = Overlay.production().relay();

        String user = pod.spec().at("/securityContext/runAsUser").asText();
        assertThat(config.path("User").asText()).isEqualTo(user + ":" + user);
        assertThat(config.path("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        pod.ports().values().stream().map(port -> port + "/tcp").toList());
        assertThat(texts(config.path("Entrypoint")))
                .containsExactly(
                        "java",
                        "-XX:MaxRAMPercentage=50",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        "@/app/jib-classpath-file",
                        "org.applicantrelay.ApplicantRelayApplication");
        assertThat(Files.readString(Script.FOLDER.resolve("run.sh")))
                .as("the same options as in the other image")
                .contains("options=(-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError)");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/var/lib/applicant-relay");
        assertThat(config.path("Env")).isEmpty();

        List<Map<String, byte[]>> layers = new ArrayList<>();
        for (String layer : texts(manifest.path("Layers"))) {
            layers.add(unpack(new GZIPInputStream(Files.newInputStream(folder.resolve(layer))), null));
        }
        assertThat(layers).hasSize(4);
        assertThat(layers.get(0).keySet())
                .as("libraries, below all that changes more often")
                .isNotEmpty()
                .allMatch(file -> file.matches("app/libs/[^/]+\\.jar"));
        assertThat(layers.get(1).keySet())
                .contains("app/resources/application.yaml")
                .allMatch(file -> file.matches("app/resources/"
                        + "(application\\.yaml|[a-z-]+\\.xml|(META-INF|console|db|hawtio-static|routes)/.*)"));
        assertThat(new String(layers.get(1).get("app/resources/application.yaml"), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(Path.of("src/main/resources/application.yaml")));
        assertThat(layers.get(2).keySet())
                .contains("app/classes/org/applicantrelay/ApplicantRelayApplication.class")
                .allMatch(file ->
                        file.startsWith("app/classes/org/applicantrelay/") || file.startsWith("app/classes/META-INF/"))
                .noneMatch(file -> file.endsWith("Test.class"));
        assertThat(layers.get(3).keySet()).containsOnly("app/jib-classpath-file", "app/jib-main-class-file");
    }

    /**
     * @param folder where the files are written to, or null
     * @return the files' contents by name; of large ones an empty one
     */
    private static Map<String, byte[]> unpack(InputStream tar, Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (TarArchiveInputStream entries = new TarArchiveInputStream(tar)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isFile()) {
                    byte[] content = entry.getSize() < LARGE ? entries.readAllBytes() : new byte[0];
                    files.put(entry.getName(), content);
                    if (folder != null) {
                        Path file = folder.resolve(entry.getName());
                        if (content.length == 0) {
                            Files.copy(entries, file);
                        } else {
                            Files.write(file, content);
                        }
                    }
                }
            }
        }
        return files;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
