package org.applicantrelay.routefiles;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;

/** Each class that a route names is part of the relay. */
final class ClassRule implements Rule {

    /** Keys whose value is the name of a class. */
    private static final Set<String> NAMES =
            Set.of("beanType", "unmarshalType", "collectionType", "resultType", "exceptionType");

    /** Steps and entries whose {@code type} is a class. */
    private static final Set<String> TYPED = Set.of("convertBodyTo", "convertHeaderTo", "convertVariableTo", "beans");

    private static final Set<String> EXCEPTIONS = Set.of("exception", "exceptionType");

    /** A bean that is made on the spot. */
    private static final String BY_CLASS = "#class:";

    private final Product product;

    ClassRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            YamlNode where = file.isKamelet() ? file.template() : file.root();
            where.all().flatMap(ClassRule::classes).forEach(place -> exists(file, place, place.text(), findings));
            where.all()
                    .filter(node -> EXCEPTIONS.contains(node.key()) && node.isText())
                    .forEach(place -> thrown(file, place, findings));
        }
        folder.endpoints()
                .filter(endpoint -> endpoint.is("jpa"))
                .forEach(endpoint -> exists(endpoint.file(), endpoint.place(), endpoint.path(), findings));
    }

    private static Stream<YamlNode> classes(YamlNode node) {
        if (NAMES.contains(node.key()) || node.text().startsWith(BY_CLASS)) {
            return Stream.of(node);
        }
        return switch (node.key()) {
            case "exception" -> node.isText() ? Stream.of(node) : Stream.empty();
            default -> TYPED.contains(node.key()) ? Stream.of(node.get("type")) : Stream.empty();
        };
    }

    private void thrown(RouteFile file, YamlNode place, Findings findings) {
        if (product.type(place.text())
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .isPresent()) {
            findings.add(file, place, "Nothing throws " + place.text() + ", it is no exception; name one.");
        }
    }

    private void exists(RouteFile file, YamlNode place, String written, Findings findings) {
        String name = written.replaceFirst("^" + BY_CLASS, "");
        // Camel knows String, byte[] and the like without their package; a hash mark is a bean.
        boolean known = name.isEmpty()
                || name.contains("{{")
                || name.startsWith("#")
                || ObjectHelper.loadSimpleType(name) != null;
        if (!known && product.type(name.replaceAll("\\(.*", "")).isEmpty()) {
            findings.add(
                    file,
                    place,
                    "The relay has no class " + name + "; correct the package and the name, with $ before an inner"
                            + " class.");
        }
    }
}
