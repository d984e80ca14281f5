package org.applicantrelay.routefiles;

import java.util.Optional;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** What the relay that will run the routes consists of, read from its class path without starting it. */
final class Product {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private final ClassLoader loader = Product.class.getClassLoader();
    private final CamelCatalog catalog = new DefaultCamelCatalog(true);
    private final ProductBeans beans = new ProductBeans(loader);
    private final ProductSettings settings = ProductSettings.read(loader);

    CamelCatalog catalog() {
        return catalog;
    }

    ClassLoader loader() {
        return loader;
    }

    ProductBeans beans() {
        return beans;
    }

    ProductSettings settings() {
        return settings;
    }

    boolean hasComponent(String scheme) {
        return has("component/" + scheme);
    }

    boolean hasLanguage(String name) {
        return has("language/" + (name.equals("method") ? "bean" : name));
    }

    boolean hasDataFormat(String name) {
        return has("dataformat/" + name);
    }

    private boolean has(String service) {
        return loader.getResource(SERVICES + service) != null;
    }

    Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name.strip(), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
