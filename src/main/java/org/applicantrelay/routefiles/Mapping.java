package org.applicantrelay.routefiles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.Map;

/** A mapping, run as Camel's jslt runs it: with the headers as a variable, and without functions of our own. */
public final class Mapping {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Expression compiled;

    private Mapping(Expression compiled) {
        this.compiled = compiled;
    }

    /**
     * @param path below the folder of routes
     * @throws MappingException where it cannot be compiled
     */
    public static Mapping compile(String path, String text) throws MappingException {
        try {
            return new Mapping(
                    new Parser(new StringReader(text)).withSource(path).compile());
        } catch (JsltException e) {
            throw new MappingException(
                    line(e), "The mapping cannot be compiled: " + why(e) + "; mend it here or above.");
        } catch (RuntimeException | StackOverflowError e) {
            // A number that no number can hold, for example, or a thousand brackets.
            throw new MappingException(
                    1,
                    "The mapping cannot be compiled; look for a number or a text that is too long, or"
                            + " for too many brackets.");
        }
    }

    /**
     * @param name of {@code input}, for what is said of it
     * @throws MappingException where it gives nothing; what it says can quote {@code input}
     */
    public JsonNode apply(JsonNode headers, JsonNode input, String name) throws MappingException {
        try {
            JsonNode output = compiled.apply(Map.of("headers", headers), input);
            // By way of text, as it leaves Camel.
            return JSON.readTree(output.toString());
        } catch (JsltException e) {
            throw new MappingException(line(e), "The mapping fails for " + name + ": " + why(e) + "; mend either.");
        } catch (StackOverflowError e) {
            throw new MappingException(
                    1, "A function of the mapping calls itself without end; give it a case that stops.");
        } catch (ArithmeticException e) {
            throw new MappingException(1, "The mapping divides by zero for " + name + "; mend either.");
        } catch (RuntimeException e) {
            throw new MappingException(1, "The mapping breaks off for " + name + "; look for a value of another kind.");
        } catch (JsonProcessingException e) {
            throw new MappingException(1, "The mapping gives no JSON for " + name + "; mend either.");
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
