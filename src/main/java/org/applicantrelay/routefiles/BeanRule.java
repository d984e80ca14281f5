package org.applicantrelay.routefiles;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.text.Nearest;

/** Each bean that a route names is there, and has the method that is called, with as many parameters. */
final class BeanRule implements Rule {

    /** Keys whose value is the name of a bean, beside ref and everything that begins with a hash mark. */
    private static final Set<String> NAMES = Set.of(
            "idempotentRepository",
            "redeliveryPolicyRef",
            "errorHandlerRef",
            "routePolicy",
            "aggregationStrategy",
            "aggregationRepository",
            "executorService",
            "onPrepare",
            "objectMapper",
            "xmlMapper");

    private static final Pattern HASH = Pattern.compile("#(?:bean:)?([A-Za-z][\\w.-]*)");

    /** {@code ${bean:name?method=call}} within Simple; the call may hold expressions of its own. */
    private static final Pattern IN_SIMPLE =
            Pattern.compile("\\$\\{bean:([\\w-]+)(?:(?:\\?method=|\\.)((?:[^{}$]++|\\$\\{[^{}]*+}|\\$)*+))?}");

    private final Product product;

    BeanRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        BeanReferences beans = new BeanReferences(product, folder);
        for (RouteFile file : folder.files()) {
            file.root().all().forEach(node -> node(file, node, beans, findings));
        }
        folder.endpoints()
                .filter(endpoint -> endpoint.is("bean"))
                .forEach(endpoint -> call(
                        endpoint.file(),
                        endpoint.place(),
                        endpoint.path(),
                        endpoint.parameters().get("method"),
                        beans,
                        findings));
    }

    private void node(RouteFile file, YamlNode node, BeanReferences beans, Findings findings) {
        YamlNode ref = node.get("ref");
        if (ref.isText()) {
            call(file, ref, ref.text(), node.get("method"), beans, findings);
        } else if (NAMES.contains(node.key()) && node.isText()) {
            named(file, node, node.text(), beans, findings);
        }
        Matcher hash = HASH.matcher(node.text());
        if (hash.matches()) {
            named(file, node, hash.group(1), beans, findings);
        }
        YamlNode type = node.get("beanType");
        if (type.isText()) {
            product.type(type.text()).ifPresent(known -> method(file, node.get("method"), known, findings));
        }
        if (node.text().contains("${bean:")) {
            IN_SIMPLE.matcher(node.text()).results().forEach(found -> {
                if (named(file, node, found.group(1), beans, findings) && found.group(2) != null) {
                    beans.type(found.group(1)).ifPresent(known -> method(file, node, found.group(2), known, findings));
                }
            });
        }
    }

    private static void call(
            RouteFile file, YamlNode place, String name, YamlNode method, BeanReferences beans, Findings findings) {
        if (named(file, place, name, beans, findings)) {
            beans.type(name.replaceFirst("^#", "")).ifPresent(type -> method(file, method, type, findings));
        }
    }

    private static boolean named(RouteFile file, YamlNode place, String name, BeanReferences beans, Findings findings) {
        String plain = name.replaceFirst("^#", "");
        boolean known = plain.contains(":") || plain.contains("{{") || beans.has(plain);
        if (!known) {
            findings.addMissing(
                    file,
                    place,
                    "Neither the folder nor the relay has a bean \"" + plain + "\"; "
                            + Nearest.hint(plain, beans.names()));
        }
        return known;
    }

    private static void method(RouteFile file, YamlNode call, Class<?> type, Findings findings) {
        if (call.isText()) {
            method(file, call, call.text(), type, findings);
        }
    }

    private static void method(RouteFile file, YamlNode place, String text, Class<?> type, Findings findings) {
        Optional<MethodCall> parsed = MethodCall.parse(text);
        if (parsed.isEmpty()) {
            findings.add(
                    file,
                    place,
                    "This method cannot be read; write name or name(${body}, 'text'), with all brackets closed.");
            return;
        }
        MethodCall call = parsed.get();
        List<Method> methods = methods(type)
                .filter(method -> method.getName().equals(call.name()))
                .toList();
        if (methods.isEmpty()) {
            Set<String> names = methods(type)
                    .filter(method -> method.getDeclaringClass() != Object.class)
                    .map(Method::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            findings.add(
                    file,
                    place,
                    type.getSimpleName() + " has no public method \"" + call.name() + "\"; "
                            + Nearest.hint(call.name(), names));
        } else if (call.parameters() >= 0
                && methods.stream().noneMatch(method -> method.getParameterCount() == call.parameters())) {
            String counts = methods.stream()
                    .map(Method::getParameterCount)
                    .distinct()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" or "));
            findings.add(
                    file,
                    place,
                    type.getSimpleName() + "." + call.name() + " is called with " + call.parameters() + " and takes "
                            + counts + " parameters; give it as many.");
        }
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> !method.isBridge());
    }
}
