package org.applicantrelay.routefiles;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The beans that routes may name: those of the folder, and those of the relay. */
final class BeanReferences {

    private final Product product;
    private final Map<String, String> inFolder = new HashMap<>();
    private final Map<String, Set<String>> inKamelets = new HashMap<>();

    BeanReferences(Product product, RouteFolder folder) {
        this.product = product;
        for (RouteFile file : folder.files()) {
            file.beans().forEach(bean -> {
                if (file.isKamelet()) {
                    inKamelets
                            .computeIfAbsent(file.path(), path -> new HashSet<>())
                            .add(bean.get("name").text());
                } else {
                    inFolder.put(
                            bean.get("name").text(), bean.get("type").text().replaceFirst("^#class:", ""));
                }
            });
        }
    }

    boolean has(RouteFile file, String name) {
        String own = name.replaceAll("[{}]", "");
        return inFolder.containsKey(name)
                || product.beans().names().contains(name)
                || inKamelets.getOrDefault(file.path(), Set.of()).contains(own);
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

    /** The public methods of a class, inherited ones included. */
    static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> !method.isBridge());
    }
}
