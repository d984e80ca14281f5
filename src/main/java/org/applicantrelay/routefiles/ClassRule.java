package org.applicantrelay.routefiles;

import java.util.Set;
import java.util.stream.Stream;

/** Each class that a route names is part of the relay. */
final class ClassRule implements Rule {

    /** Keys whose value is the name of a class. */
    private static final Set<String> NAMES = Set.of("beanType", "unmarshalType", "collectionType", "resultType");

    /** Steps and entries whose {@code type} is a class. */
    private static final Set<String> TYPED = Set.of("convertBodyTo", "convertHeaderTo", "convertVariableTo", "beans");

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

    private void exists(RouteFile file, YamlNode place, String written, Findings findings) {
        String name = written.replaceFirst("^" + BY_CLASS, "");
        // Camel knows String, byte[] and the like without their package; a hash mark is a bean.
        boolean withoutPackage = !name.contains(".") || name.contains("{{") || name.startsWith("#");
        if (!withoutPackage && product.type(name.replaceAll("\\(.*", "")).isEmpty()) {
            findings.add(
                    file,
                    place,
                    "The relay has no class " + name + "; correct the package and the name, with $ before an inner"
                            + " class.");
        }
    }
}
