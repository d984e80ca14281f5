package org.applicantrelay.routefiles;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The beans that routes may name: those of the folder, and those of the relay. */
final class BeanReferences {

    private final Product product;
    private final Map<String, String> inFolder = new HashMap<>();

    BeanReferences(Product product, RouteFolder folder) {
        this.product = product;
        folder.files().stream()
                .filter(file -> !file.isKamelet())
                .flatMap(file -> file.beans().stream())
                .forEach(bean -> inFolder.put(
                        bean.get("name").text(), bean.get("type").text().replaceFirst("^#class:", "")));
    }

    boolean has(String name) {
        return inFolder.containsKey(name) || product.beans().names().contains(name);
    }

    /** The class of a bean, where it can be known. */
    Optional<Class<?>> type(String name) {
        return Optional.ofNullable(inFolder.get(name))
                .or(() -> product.beans().type(name))
                .flatMap(product::type);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(product.beans().names());
        names.addAll(inFolder.keySet());
        return names;
    }
}
