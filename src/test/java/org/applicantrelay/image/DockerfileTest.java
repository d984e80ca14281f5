package org.applicantrelay.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.applicantrelay.camelk.Overlay;
import org.applicantrelay.camelk.Pod;
import org.applicantrelay.http.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfile keeps to its scripts and to what the pods expect of the image. */
class DockerfileTest {

    private static final Path FILE = Script.FOLDER.resolve("Dockerfile");

    @Test
    void userAndPortsAreThoseOfThePods() throws IOException {
        Pod pod = Overlay.production().relay();

        String user = pod.spec().at("/securityContext/runAsUser").asText();
        assertThat(instructions("USER")).containsExactly(user + ":" + user);
        assertThat(words("EXPOSE"))
                .containsExactlyInAnyOrderElementsOf(
                        pod.ports().values().stream().map(String::valueOf).toList());
        assertThat(instructions("WORKDIR")).endsWith("/var/lib/applicant-relay");
        assertThat(pod.mounts()).containsKey("/var/lib/applicant-relay");
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "The scripts are the image's, which is a Linux")
    @Test
    void eachScriptIsThereCanBeRunAndIsUsed() throws IOException {
        String text = Files.readString(FILE);
        try (Stream<Path> scripts = Files.list(Script.FOLDER)) {
            assertThat(scripts.filter(file -> file.toString().endsWith(".sh")))
                    .hasSize(4)
                    .allSatisfy(script -> {
                        assertThat(script).isExecutable();
                        assertThat(words("COPY")).contains(script.toString());
                        assertThat(text).contains("/" + script.getFileName());
                    });
        }
        assertThat(words("COPY"))
                .filteredOn(word -> word.startsWith(Script.FOLDER.toString()))
                .allSatisfy(word -> assertThat(Path.of(word)).exists());
        assertThat(instructions("ENTRYPOINT")).containsExactly("[\"/opt/applicant-relay/run.sh\"]");
    }

    @Test
    void nothingButWhatItCopiesIsSentToTheBuilder() throws IOException {
        assertThat(Files.readAllLines(Script.FOLDER.resolve("Dockerfile.dockerignore")))
                .containsExactly("*", "!target/applicant-relay.jar", "!camel-k/image/*.sh");
        assertThat(words("COPY").stream()
                        .filter(word -> !word.startsWith("/") && !word.startsWith("--") && !word.equals("./"))
                        .filter(word -> !word.startsWith("camel-k/image/")))
                .containsExactly("target/applicant-relay.jar");
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "The scripts are the image's, which is a Linux")
    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void aContainerIsAsHealthyAsTheRelaySays(int status, int exitCode) throws Exception {
        try (LocalServer relay = new LocalServer()
                .on("/observe/health/live", exchange -> LocalServer.answer(exchange, status, new byte[0]))) {
            assertThat(Script.run(Script.FOLDER.resolve("health.sh"), "live", relay.port())
                            .exitCode())
                    .isEqualTo(exitCode);
        }
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "The scripts are the image's, which is a Linux")
    @Test
    void aContainerWithoutAnAnswerIsNotHealthy() throws Exception {
        // Nobody may listen there.
        assertThat(Script.run(Script.FOLDER.resolve("health.sh"), "live", 1).exitCode())
                .isEqualTo(1);
    }

    private static List<String> instructions(String name) throws IOException {
        return Pattern.compile("^" + name + " (.*)$", Pattern.MULTILINE)
                .matcher(Files.readString(FILE))
                .results()
                .map(instruction -> instruction.group(1))
                .toList();
    }

    private static List<String> words(String name) throws IOException {
        return instructions(name).stream()
                .flatMap(instruction -> Stream.of(instruction.split(" ")))
                .toList();
    }
}
