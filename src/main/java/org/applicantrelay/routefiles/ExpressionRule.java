package org.applicantrelay.routefiles;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.catalog.LanguageValidationResult;

/** What is written in the Simple language can be parsed, and is written where Camel evaluates it. */
final class ExpressionRule implements Rule {

    /** What holds an expression that is true or false. */
    private static final Set<String> PREDICATES =
            Set.of("filter", "when", "validate", "onWhen", "retryWhile", "handled", "continued", "completionPredicate");

    private static final String SIMPLE = "simple";

    /** Here no bean is there; {@link BeanRule} knows better. */
    private static final String NO_BEAN = "No bean could be found";

    private final Product product;
    private final Map<String, Optional<String>> answers = new ConcurrentHashMap<>();

    ExpressionRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            visit(file, file.isKamelet() ? file.template() : file.root(), false, findings);
        }
        folder.endpoints()
                .filter(endpoint -> endpoint.kamelet().isPresent())
                .forEach(call -> call.parameters().fields().stream()
                        .filter(parameter -> parameter.text().contains("${"))
                        .forEach(parameter -> simple(call.file(), parameter, false, findings)));
    }

    private void visit(RouteFile file, YamlNode node, boolean predicate, Findings findings) {
        YamlNode expression = node.get("expression");
        if (node.key().equals(SIMPLE) && expression.isText()) {
            simple(file, expression, predicate, findings);
        }
        if (node.key().equals("constant") && expression.text().contains("${")) {
            findings.add(
                    file,
                    expression,
                    "A constant is not evaluated, and this one holds an expression; write simple: in place of constant:.");
        }
        if (node.key().equals("log") && node.get("message").isText()) {
            simple(file, node.get("message"), false, findings);
        }
        if (node.key().equals("method") && node.isText() && node.text().contains("${")) {
            simple(file, node, false, findings);
        }
        boolean here = PREDICATES.contains(node.key())
                || node.key().equals("loop") && node.get("doWhile").text().equals("true");
        boolean passesOn = node.key().equals("expression") || node.key().equals(SIMPLE);
        for (YamlNode field : node.fields()) {
            boolean direct = field.key().equals("expression") || field.key().equals(SIMPLE);
            visit(file, field, direct && (here || passesOn && predicate), findings);
        }
        node.items().forEach(item -> visit(file, item, false, findings));
    }

    private void simple(RouteFile file, YamlNode place, boolean predicate, Findings findings) {
        String text = Placeholders.filled(place.text());
        answers.computeIfAbsent(predicate + text, unknown -> validate(text, predicate))
                .ifPresent(error -> findings.add(
                        file,
                        place,
                        "The Simple language does not understand this: " + error
                                + "; look for a misspelt function, or for a brace or a quote that does not close."));
    }

    private Optional<String> validate(String text, boolean predicate) {
        LanguageValidationResult result;
        try {
            result = predicate
                    ? product.catalog().validateLanguagePredicate(product.loader(), SIMPLE, text)
                    : product.catalog().validateLanguageExpression(product.loader(), SIMPLE, text);
        } catch (RuntimeException e) {
            // The catalog trips over parsers that fail without a message.
            return Optional.of("it cannot be parsed");
        }
        if (result.isSuccess() || String.valueOf(result.getError()).startsWith(NO_BEAN)) {
            return Optional.empty();
        }
        String error = result.getShortError() == null ? result.getError() : result.getShortError();
        return Optional.of(String.valueOf(error)
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll(" at location.*", "")
                .replace("symbol functionEnd", "}")
                .replace("eol", "the end"));
    }
}
