package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.applicantrelay.settings.MergedRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes export}, {@code routes check} and {@code routes pairs}, as from the command line. */
class RoutesCommandsTest {

    private static final String MAPPING = "mapping/application-to-jobtrain.jslt";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void anExportIsThePackagedFolderToTheByte() throws IOException {
        assertThat(export(folder.resolve("new/copy"))).isZero();

        assertThat(contents(folder.resolve("new/copy"))).isEqualTo(contents(Path.of("routes")));
        assertThat(out()).startsWith(contents(Path.of("routes")).size() + " files written to ");
    }

    @Test
    void anExportMayGoIntoAnEmptyFolderOnly() throws IOException {
        assertThat(export(folder)).isZero();
        Files.writeString(folder.resolve(MAPPING), "mine");

        assertThat(export(folder)).isEqualTo(1);
        assertThat(export(folder.resolve(MAPPING))).isEqualTo(1);
        assertThat(err()).contains(folder + " is not an empty folder: nothing is written over.");
        assertThat(folder.resolve(MAPPING)).hasContent("mine");
    }

    @Test
    void whatCannotBeWrittenIsASentence() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThat(export(folder.resolve("file/copy"))).isEqualTo(1);
        assertThat(err()).contains("file/copy cannot be written; look at its permissions");
    }

    @Test
    void pairsAreWhatTheMappingsGiveAndNoOtherFileIsTouched() throws IOException {
        String mapping = Files.readString(Path.of("routes", MAPPING));
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(folder.resolve(MAPPING), mapping.replace("\"lastName\":", "\"surname\":"));
        assertThat(check(folder)).isEqualTo(1);

        assertThat(PairsCommand.run(List.of(folder.toString()), stream(out), stream(err)))
                .isZero();

        assertThat(out())
                .contains("mapping/application-to-jobtrain/full.output.json /candidate/surname: nothing -> \"Example\"")
                .contains(
                        "mapping/application-to-jobtrain/full.output.json /candidate/lastName: \"Example\" -> nothing")
                .endsWith(" files written\n");
        String schema = "mapping/application-to-jobtrain.output.schema.json";
        write(
                schema,
                Files.readString(Path.of("routes", schema))
                        .replace("\"firstName\", \"lastName\"", "\"firstName\", \"surname\""));
        assertThat(check(folder)).as(out()).isZero();
        Files.writeString(folder.resolve(MAPPING), mapping);
        PairsCommand.run(List.of(folder.toString()), stream(out), stream(err));
        assertThat(folder.resolve("mapping/application-to-jobtrain/full.output.json"))
                .hasSameTextualContentAs(Path.of("routes/mapping/application-to-jobtrain/full.output.json"));
        assertThat(PairsCommand.run(List.of(folder.toString()), stream(out), stream(err)))
                .isZero();
        assertThat(out()).endsWith("0 files written\n");
    }

    @Test
    void aMappingThatGivesNothingLeavesItsPairs() throws IOException {
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(folder.resolve(MAPPING), "{");

        assertThat(PairsCommand.run(List.of(folder.toString()), stream(out), stream(err)))
                .isEqualTo(1);
        assertThat(err()).contains(folder.resolve(MAPPING) + ":1: The mapping cannot be compiled");
        assertThat(folder.resolve("mapping/application-to-jobtrain")).doesNotExist();
        assertThat(PairsCommand.run(List.of(folder.resolve("nowhere").toString()), stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(PairsCommand.run(List.of(), stream(out), stream(err))).isEqualTo(2);
    }

    @Test
    void thePackagedRoutesAndAnEmptyFolderAndAWholeCopyHaveNoFinding() {
        assertThat(CheckCommand.run(List.of(), stream(out), stream(err))).isZero();
        assertThat(check(folder)).isZero();
        assertThat(export(folder.resolve("copy"))).isZero();
        out.reset();
        assertThat(check(folder.resolve("copy"))).isZero();
        assertThat(out()).isEqualTo("0 findings" + System.lineSeparator());
        assertThat(err()).isEmpty();
    }

    @Test
    void aPartialFolderIsCheckedAsItWouldRun() throws IOException {
        write("own/own-route.camel.yaml", """
                # Called by a test, and in need of all that is packaged.
                - route:
                    id: own-route
                    description: Asks Jobtrain for its jobs
                    group: own
                    nodePrefixId: own-route-
                    from:
                      uri: direct:own-route
                      steps:
                        - to:
                            id: hint
                            uri: direct:application-claims
                """);

        assertThat(check(folder)).isEqualTo(1);

        assertThat(out().lines())
                .containsExactly(
                        folder
                                + "/own/own-route.camel.yaml:2: The route does not say what becomes of a fault; name error"
                                + " rules with routeConfigurationId, or write errorHandler, with noErrorHandler where its"
                                + " caller handles them.",
                        folder
                                + "/own/own-route.camel.yaml:8: Nothing calls \"direct:own-route\"; call it from a route, or"
                                + " delete this one.",
                        folder
                                + "/own/own-route.camel.yaml:12: No route reads from \"direct:application-claims\"; did you"
                                + " mean \"direct:application-claim\"?",
                        "3 findings");
    }

    @Test
    void aSoundPartialFolderHasNoFinding() throws IOException {
        for (String path : List.of(MAPPING, "mapping/application-to-jobtrain/no-portal.output.json")) {
            write(
                    path,
                    Files.readString(Path.of("routes", path))
                            .replace("\"idibu\"", "\"elsewhere\"")
                            .replace(".defaults.source", "\"elsewhere\""));
        }
        String kamelet = "kamelets/jobtrain-application-action.kamelet.yaml";
        write(kamelet, Files.readString(Path.of("routes", kamelet)).replace("{{relay.jobtrain.cv}}", "multipart"));

        assertThat(check(folder)).as(out()).isZero();
    }

    @Test
    void aPackagedFileThatFailsWithAnOwnOneIsNamedAsPackaged() throws IOException {
        write(MAPPING, Files.readString(Path.of("routes", MAPPING)).replace(".defaults.source", "\"elsewhere\""));

        assertThat(check(folder)).isEqualTo(1);

        assertThat(out())
                .startsWith("applicant-relay.jar!/routes/mapping/application-to-jobtrain/no-portal.output.json:")
                .endsWith("1 finding" + System.lineSeparator());
    }

    @Test
    void whatIsNoFolderIsAMisuse() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThat(check(folder.resolve("nowhere"))).isEqualTo(2);
        assertThat(check(folder.resolve("file"))).isEqualTo(2);
        assertThat(err().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("cannot be read: name a folder that exists"));
        assertThat(out()).isEmpty();
    }

    @Test
    void otherWordsAreAnsweredWithTheUsage() {
        assertThat(CheckCommand.run(List.of("a", "b"), stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(CheckCommand.run(List.of("--all"), stream(out), stream(err))).isEqualTo(2);
        assertThat(ExportCommand.run(List.of(), stream(out), stream(err))).isEqualTo(2);
        assertThat(ExportCommand.run(List.of("--all"), stream(out), stream(err)))
                .isEqualTo(2);

        assertThat(err().lines()).hasSize(4).allMatch(line -> line.startsWith("Usage: java -jar applicant-relay.jar "));
    }

    private int export(Path to) {
        return ExportCommand.run(List.of(to.toString()), stream(out), stream(err));
    }

    private int check(Path checked) {
        return CheckCommand.run(List.of(checked.toString()), stream(out), stream(err));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        return MergedRoutes.files(folder).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, file -> {
            try {
                return Files.readString(file.getValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
