package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a folder holds is a finding, never an exception. */
class RouteFolderTest {

    private static final RouteFolderCheck CHECK = new RouteFolderCheck();

    @TempDir
    private Path folder;

    @Test
    void aFolderThatIsNotThereIsAFinding() {
        assertThat(CHECK.check(RouteFolder.read(folder.resolve("nowhere"))))
                .extracting(Finding::toString)
                .containsExactly(".:1: The folder cannot be read; name a folder that exists.");
    }

    @Test
    void aFileInAnotherEncodingIsAFinding() throws IOException {
        write("sync/x.camel.yaml", "# \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(CHECK.check(RouteFolder.read(folder)))
                .extracting(Finding::toString)
                .containsExactly("sync/x.camel.yaml:1: The file is not UTF-8; save it in that encoding.");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        write("x", new byte[0]);

        assertThat(CHECK.check(RouteFolder.read(folder.resolve("x"))))
                .extracting(Finding::toString)
                .containsExactly(".:1: The folder cannot be read; name a folder that exists.");
    }

    @Test
    void aFolderWithoutARouteIsAFinding() throws IOException {
        write("README.md", new byte[0]);

        assertThat(CHECK.check(RouteFolder.read(folder)))
                .extracting(Finding::toString)
                .containsExactly(".:1: The folder holds no route; name a folder of routes.");
    }

    @Test
    void aMountedFolderOfLinksIsReadOnce() throws IOException {
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("routes").toAbsolutePath());
        for (String part :
                List.of("common", "delivery", "intake", "kamelets", "mapping", "privacy", "sources", "sync")) {
            Files.createSymbolicLink(folder.resolve(part), Path.of("..data", part));
        }

        RouteFolder mounted = RouteFolder.read(folder);

        assertThat(mounted.files())
                .hasSameSizeAs(RouteFolder.read(Path.of("routes")).files());
        assertThat(CHECK.check(mounted)).isEmpty();
    }

    @Test
    void aFolderOfLinksToItselfIsAFinding() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        assertThat(CHECK.check(RouteFolder.read(folder)))
                .extracting(Finding::path)
                .containsExactly(".");
    }

    @Test
    void whatIsInAFileThatCannotBeReadIsNotMissedElsewhere() throws IOException {
        write(
                "common/error-handling.camel.yaml",
                Files.readAllBytes(Path.of("routes/common/error-handling.camel.yaml")));
        write("delivery/application-fault.camel.yaml", "# \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(CHECK.check(RouteFolder.read(folder)))
                .extracting(Finding::message)
                .noneMatch(message -> message.contains("direct:application-fault"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "common/error-handling.camel.yaml",
                "common/beans.camel.yaml",
                "intake/applicant-intake.camel.yaml",
                "delivery/due-work.camel.yaml",
                "kamelets/idibu-request-action.kamelet.yaml",
                "kamelets/jobtrain-application-action.kamelet.yaml"
            })
    void aFileMayLackOrRepeatOrEndWithAnyLine(String path) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("routes").resolve(path));
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            String line = without.remove(i);
            survives(path, without);
            without.add(i, line.replaceAll("^( *)(- )?[\\w.-]+:.*", "$1$2 0: [{}, ~, 1.5, *]"));
            survives(path, without);
            without.set(i, line.replaceAll(":.*", ": [~, {a: 1}]"));
            survives(path, without);
            survives(path, lines.subList(0, i + 1));
        }
    }

    private void survives(String path, List<String> lines) throws IOException {
        write(path, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));

        assertThatCode(() -> CHECK.check(RouteFolder.read(folder)))
                .as(String.join("\n", lines))
                .doesNotThrowAnyException();
    }

    private void write(String path, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.write(folder.resolve(path), content);
    }
}
