package org.applicantrelay.routefiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.applicantrelay.settings.MergedRoutes;

/**
 * {@code routes pairs DIR}: writes what the mappings give now into their golden pairs, and says what that changes, so that
 * somebody who has changed a mapping on purpose need not write each pair by hand. Needs no setting.
 */
public final class PairsCommand {

    private static final String USAGE =
            "Usage: java -jar applicant-relay.jar routes pairs DIR (a folder of own routes).";

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the packaged pairs are written. */
    private static final ObjectWriter WRITER = JSON.writer(
            new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private PairsCommand() {}

    /**
     * @param words what stands behind {@code routes pairs}
     * @param out gets a line for each place that is another now, and a line with the count of files
     * @return the process's exit code: 0 all agree now, 1 a mapping gives nothing, or a file cannot be written, 2 misused
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.size() != 1 || words.get(0).isBlank() || words.get(0).startsWith("-")) {
            err.println(USAGE);
            return MISUSED;
        }
        try {
            Path folder = Path.of(words.get(0));
            if (!Files.isDirectory(folder)) {
                err.println(folder + " is no folder. " + USAGE);
                return MISUSED;
            }
            return write(MergedRoutes.with(folder), folder, out, err);
        } catch (InvalidPathException e) {
            err.println("That is no folder's name. " + USAGE);
            return MISUSED;
        } catch (IOException e) {
            err.println(words.get(0) + " cannot be read or written; look at its permissions.");
            return FAILED;
        }
    }

    private static int write(MergedRoutes routes, Path folder, PrintStream out, PrintStream err) throws IOException {
        Map<String, String> texts = RouteFolder.read(routes).texts();
        int written = 0;
        boolean failed = false;
        for (String input : texts.keySet()) {
            if (!input.endsWith(GoldenPairs.INPUT)) {
                continue;
            }
            String mapping = Path.of(input).getParent() + ".jslt";
            String output = input.replace(GoldenPairs.INPUT, GoldenPairs.OUTPUT);
            try {
                if (texts.containsKey(mapping) && rewrite(texts, mapping, input, folder.resolve(output), output, out)) {
                    written++;
                }
            } catch (MappingException e) {
                failed = true;
                err.println(new Finding(routes.place(mapping), e.line(), e.getMessage()));
            } catch (JsonProcessingException e) {
                failed = true;
                err.println(new Finding(
                        routes.place(input),
                        Math.max(
                                1, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
                        "This pair is not JSON; routes check says where."));
            }
        }
        out.println(written == 1 ? "1 file written" : written + " files written");
        return failed ? FAILED : DONE;
    }

    /** Whether the mapping gives something else than the pair says. */
    private static boolean rewrite(
            Map<String, String> texts, String mapping, String input, Path file, String output, PrintStream out)
            throws MappingException, IOException {
        String headers = texts.getOrDefault(input.replace(GoldenPairs.INPUT, ".headers.json"), "{}");
        JsonNode given = Mapping.compile(mapping, texts.get(mapping))
                .apply(JSON.readTree(headers), JSON.readTree(texts.get(input)), input);
        JsonNode before = texts.containsKey(output) ? JSON.readTree(texts.get(output)) : MissingNode.getInstance();
        List<List<String>> differences = Differences.between(before, given);
        for (List<String> way : differences) {
            out.println("%s %s: %s -> %s"
                    .formatted(
                            output,
                            Differences.pointer(way),
                            words(Differences.at(before, way)),
                            words(Differences.at(given, way))));
        }
        if (differences.isEmpty()) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, WRITER.writeValueAsString(given) + "\n");
        return true;
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
