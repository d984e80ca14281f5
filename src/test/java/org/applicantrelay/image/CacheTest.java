package org.applicantrelay.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** What the JVM writes down of a training run is used by the next start, with each JDK that lies beside that of the tests. */
@Tag("image-trial")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The scripts are the image's, which is a Linux")
class CacheTest {

    private static final Path JAR = Path.of("target/applicant-relay.jar");

    @TempDir
    private Path folder;

    /** A JDK and its feature version. */
    private record Jdk(Path home, int version) {

        @Override
        public String toString() {
            return "JDK " + version;
        }
    }

    static List<Jdk> jdks() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(here.getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/java"))
                            && Files.exists(home.resolve("release"))
                            && !Files.isSymbolicLink(home))
                    .map(home -> new Jdk(home, version(home)))
                    .filter(jdk -> jdk.version() >= 17)
                    .toList();
        }
    }

    private static int version(Path home) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException e) {
            return 0;
        }
        return Integer.parseInt(
                release.getProperty("JAVA_VERSION", "0").replace("\"", "").split("[.+-]")[0]);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theNextStartLoadsNearlyAllOfIt(Jdk jdk) throws Exception {
        Path relay = folder.resolve("relay");
        Path layers = folder.resolve("layers");
        Path loaded = folder.resolve("loaded");
        Script extract = Script.run(jdk.home(), Map.of(), Script.FOLDER.resolve("extract.sh"), JAR, layers);
        assertThat(extract.exitCode()).as(extract.output()).isZero();
        for (String layer : List.of("dependencies", "application")) {
            FileSystemUtils.copyRecursively(layers.resolve(layer), relay);
        }
        Files.copy(Script.FOLDER.resolve("run.sh"), relay.resolve("run.sh"));

        Script train = Script.run(jdk.home(), Map.of(), Script.FOLDER.resolve("train.sh"), relay);

        assertThat(train.exitCode()).as(train.output()).isZero();
        assertThat(relay.resolve(jdk.version() >= 25 ? "relay.aot" : "relay.jsa"))
                .isNotEmptyFile();
        Script check = Script.run(
                jdk.home(),
                Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded),
                relay.resolve("run.sh"),
                "routes",
                "check");
        assertThat(check.exitCode()).as(check.output()).isZero();
        List<String> relaysOwn = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" org.applicantrelay.settings."))
                .toList();
        assertThat(relaysOwn).isNotEmpty().allMatch(line -> line.contains("source: shared objects file"));
    }
}
