package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final Path README = Overlay.CAMEL_K.resolve("README.md");

    @Test
    void allThatIsAppliedIsSound() {
        ManifestCheck check = new ManifestCheck();

        assertThat(check.findings(Overlay.CAMEL_K)).isEmpty();
        assertThat(check.newerInUse())
                .as("allowed though the schemas do not have it")
                .isEqualTo(ResourceSchemas.NEWER);
    }

    @Test
    void theRelaysOwnKameletsAreKameletsToAClusterAsWell() throws IOException {
        ResourceSchemas schemas = new ResourceSchemas();
        try (Stream<Path> kamelets = Files.list(Path.of("routes/kamelets"))) {
            assertThat(kamelets.filter(file -> file.toString().endsWith(".kamelet.yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Manifests.read(file))
                            .singleElement()
                            .satisfies(kamelet ->
                                    assertThat(schemas.findings(kamelet)).isEmpty()));
        }
    }

    @Test
    void theReadmeNamesFilesThatThereAreAndSettingsThatTheRelayHas() throws IOException {
        assertThat(named("(?<=[ \"=])camel-k/[a-z0-9./_-]*[a-z0-9_-]"))
                .hasSizeGreaterThan(6)
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
        assertThat(named("(?<=\\]\\()(?!#)[^)#]+")).isNotEmpty().allSatisfy(link -> assertThat(
                        Overlay.CAMEL_K.resolve(link).normalize())
                .exists());
        assertThat(named("(?<=--from-literal=)[a-z.-]+"))
                .contains("relay.idibu.hash", "spring.datasource.password")
                .allMatch(new RelaySettings()::isSetting);
        assertThat(named("(?<=^\\| `)[a-z/]+(?=/` )"))
                .as("the folders of the table")
                .containsExactlyInAnyOrderElementsOf(folders());
    }

    private static List<String> named(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(README))
                .results()
                .map(name -> name.group())
                .distinct()
                .toList();
    }

    private static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.walk(Overlay.CAMEL_K)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !List.of("", "overlays")
                            .contains(Overlay.CAMEL_K.relativize(folder).toString()))
                    .map(folder -> Overlay.CAMEL_K.relativize(folder).toString())
                    .toList();
        }
    }
}
