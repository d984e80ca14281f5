package org.applicantrelay.routefiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one mapping's golden pairs: {@code <case>.input.json}, with its headers, must give {@code <case>.output.json}, and
 * both are what the schemas beside the mapping say, where there are such.
 */
final class GoldenPairs {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    static final String INPUT = ".input.json";
    static final String OUTPUT = ".output.json";

    private final Map<String, String> texts;
    private final String mapping;

    GoldenPairs(Map<String, String> texts, String mapping) {
        this.texts = texts;
        this.mapping = mapping;
    }

    void check(Findings findings) {
        List<String> lines = texts.get(mapping).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).matches("\\p{ASCII}*")) {
                findings.add(
                        mapping,
                        i + 1,
                        "Camel reads mappings in the machine's encoding; write this as \\u00e9 and so on.");
            }
        }
        String name = mapping.replaceFirst("\\.jslt$", "");
        String folder = name + "/";
        keepTo(name + ".input.schema.json", folder, INPUT, "correct this file.", findings);
        keepTo(
                name + ".output.schema.json",
                folder,
                OUTPUT,
                "correct this file and " + mapping + ", or the schema.",
                findings);
        List<String> inputs = texts.keySet().stream()
                .filter(file -> file.startsWith(folder) && file.endsWith(INPUT))
                .toList();
        if (inputs.isEmpty()) {
            findings.add(
                    mapping,
                    1,
                    "No golden pair shows this mapping; add " + folder + "<case>.input.json and .output.json.");
        }
        try {
            Mapping compiled = Mapping.compile(mapping, texts.get(mapping));
            inputs.forEach(input -> run(compiled, input, findings));
        } catch (MappingException e) {
            findings.add(mapping, e.line(), e.getMessage());
        }
    }

    private void keepTo(String schema, String folder, String ending, String mending, Findings findings) {
        read(schema, findings)
                .flatMap(json -> DocumentSchema.of(schema, texts.get(schema), json, findings))
                .ifPresent(shape -> texts.keySet().stream()
                        .filter(file -> file.startsWith(folder) && file.endsWith(ending))
                        .forEach(file -> read(file, findings)
                                .ifPresent(
                                        document -> shape.check(file, texts.get(file), document, mending, findings))));
    }

    private void run(Mapping compiled, String input, Findings findings) {
        String start = input.substring(0, input.length() - INPUT.length());
        Optional<JsonNode> given = read(input, findings);
        Optional<JsonNode> expected = read(start + OUTPUT, findings);
        Optional<JsonNode> headers = texts.containsKey(start + ".headers.json")
                ? read(start + ".headers.json", findings)
                : Optional.of(JSON.createObjectNode());
        if (given.isEmpty() || expected.isEmpty() || headers.isEmpty()) {
            return;
        }
        try {
            JsonNode output = compiled.apply(headers.get(), given.get(), input);
            compare(start + OUTPUT, expected.get(), output, findings);
        } catch (MappingException e) {
            findings.add(mapping, e.line(), e.getMessage());
        }
    }

    private void compare(String file, JsonNode expected, JsonNode given, Findings findings) {
        List<List<String>> all = Differences.between(expected, given);
        if (all.isEmpty()) {
            return;
        }
        List<String> where = all.get(0);
        int line = YamlReader.read(file, texts.get(file), new ArrayList<>()).stream()
                .map(document -> document.nearest(where).line())
                .findFirst()
                .orElse(1);
        String place = where.isEmpty() ? "the whole" : Differences.pointer(where);
        findings.add(
                file,
                line,
                "The mapping gives something else at " + place + ", or nothing; correct " + mapping + " or this file.");
    }

    private Optional<JsonNode> read(String file, Findings findings) {
        if (!texts.containsKey(file)) {
            return Optional.empty();
        }
        try {
            JsonNode read = JSON.readTree(texts.get(file));
            if (read.isMissingNode()) {
                findings.add(file, 1, "The file is empty; write JSON into it.");
                return Optional.empty();
            }
            return Optional.of(read);
        } catch (JsonProcessingException e) {
            findings.add(
                    file,
                    Math.max(1, e.getLocation().getLineNr()),
                    "This is not JSON; look for a comma, a quote or a bracket here or just above.");
            return Optional.empty();
        }
    }
}
