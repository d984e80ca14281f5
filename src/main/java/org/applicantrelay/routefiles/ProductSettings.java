package org.applicantrelay.routefiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.applicantrelay.settings.RoutesLocation;

/** The settings that a route may name: those documented in application.yaml, and those that the relay sets itself. */
final class ProductSettings {

    private static final String FILE = "application.yaml";

    /** Set before the routes are read, from {@code relay.routes}. */
    private static final Set<String> SET_BY_THE_RELAY = Set.of(RoutesLocation.LOCATION, RoutesLocation.FILES);

    private final Set<String> keys;

    private ProductSettings(Set<String> keys) {
        this.keys = keys;
    }

    static ProductSettings read(ClassLoader loader) {
        Set<String> keys = new TreeSet<>(SET_BY_THE_RELAY);
        try (InputStream file = loader.getResourceAsStream(FILE)) {
            if (file != null) {
                String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                YamlReader.read(FILE, text, new ArrayList<>()).forEach(document -> collect("", document, keys));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProductSettings(keys);
    }

    private static void collect(String prefix, YamlNode node, Set<String> keys) {
        for (YamlNode field : node.fields()) {
            String key = prefix + field.key();
            if (field.fields().isEmpty()) {
                keys.add(key);
            }
            collect(key + ".", field, keys);
        }
    }

    Set<String> keys() {
        return keys;
    }
}
