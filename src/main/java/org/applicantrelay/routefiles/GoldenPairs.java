package org.applicantrelay.routefiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Runs one mapping's golden pairs: {@code <case>.input.json}, with its headers, must give {@code <case>.output.json}. */
final class GoldenPairs {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String INPUT = ".input.json";

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
        String folder = mapping.replaceFirst("\\.jslt$", "/");
        List<String> inputs = texts.keySet().stream()
                .filter(file -> file.startsWith(folder) && file.endsWith(INPUT))
                .toList();
        if (inputs.isEmpty()) {
            findings.add(
                    mapping,
                    1,
                    "No golden pair shows this mapping; add " + folder + "<case>.input.json and .output.json.");
        }
        compile(findings).ifPresent(compiled -> inputs.forEach(input -> run(compiled, input, findings)));
    }

    private Optional<Expression> compile(Findings findings) {
        try {
            return Optional.of(new Parser(new StringReader(texts.get(mapping)))
                    .withSource(mapping)
                    .compile());
        } catch (JsltException e) {
            findings.add(mapping, line(e), "The mapping cannot be compiled: " + why(e) + "; mend it here or above.");
        } catch (RuntimeException | StackOverflowError e) {
            // A number that no number can hold, for example, or a thousand brackets.
            findings.add(
                    mapping,
                    1,
                    "The mapping cannot be compiled; look for a number or a text that is too long, or"
                            + " for too many brackets.");
        }
        return Optional.empty();
    }

    private void run(Expression compiled, String input, Findings findings) {
        String start = input.substring(0, input.length() - INPUT.length());
        Optional<JsonNode> given = read(input, findings);
        Optional<JsonNode> expected = read(start + ".output.json", findings);
        Optional<JsonNode> headers = texts.containsKey(start + ".headers.json")
                ? read(start + ".headers.json", findings)
                : Optional.of(JSON.createObjectNode());
        if (given.isEmpty() || expected.isEmpty() || headers.isEmpty()) {
            return;
        }
        try {
            JsonNode output = compiled.apply(Map.of("headers", headers.get()), given.get());
            // By way of text, as it leaves Camel.
            compare(start + ".output.json", expected.get(), JSON.readTree(output.toString()), findings);
        } catch (JsltException e) {
            findings.add(mapping, line(e), "The mapping fails for " + input + ": " + why(e) + "; mend either.");
        } catch (StackOverflowError e) {
            findings.add(mapping, 1, "A function of the mapping calls itself without end; give it a case that stops.");
        } catch (ArithmeticException e) {
            findings.add(mapping, 1, "The mapping divides by zero for " + input + "; mend either.");
        } catch (RuntimeException e) {
            findings.add(mapping, 1, "The mapping breaks off for " + input + "; look for a value of another kind.");
        } catch (JsonProcessingException e) {
            findings.add(mapping, 1, "The mapping gives no JSON for " + input + "; mend either.");
        }
    }

    private void compare(String file, JsonNode expected, JsonNode given, Findings findings) {
        if (expected.equals(given)) {
            return;
        }
        List<String> where = difference(expected, given);
        int line = YamlReader.read(file, texts.get(file), new ArrayList<>()).stream()
                .map(document -> document.nearest(where).line())
                .findFirst()
                .orElse(1);
        String place = where.isEmpty() ? "the whole" : "/" + String.join("/", where);
        findings.add(
                file,
                line,
                "The mapping gives something else at " + place + ", or nothing; correct " + mapping + " or this file.");
    }

    /** The way to the first place where two documents differ. */
    private static List<String> difference(JsonNode one, JsonNode other) {
        List<String> way = new ArrayList<>();
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!one.path(name).equals(other.path(name))) {
                    way.add(name);
                    way.addAll(difference(one.path(name), other.path(name)));
                    return way;
                }
            }
        }
        if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                if (!one.path(i).equals(other.path(i))) {
                    way.add(String.valueOf(i));
                    way.addAll(difference(one.path(i), other.path(i)));
                    return way;
                }
            }
        }
        return way;
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

    private static int line(JsltException e) {
        return Math.max(1, e.getLine());
    }

    private static String why(JsltException e) {
        String message = String.valueOf(e.getMessageWithoutLocation());
        return message.lines().findFirst().orElse("").replaceAll(" at line \\d.*|[.;:]$", "");
    }
}
