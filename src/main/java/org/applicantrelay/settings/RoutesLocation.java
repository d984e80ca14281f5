package org.applicantrelay.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Turns {@code relay.routes}, a plain folder, into what Camel's resource look-ups understand. A relative name in
 * {@code jslt:} would be searched on the class path, not in the folder; and Camel 4.17 loses the folders between
 * when it matches {@code classpath:routes/**} inside an executable jar, so each route file is named one by one.
 */
public class RoutesLocation implements EnvironmentPostProcessor {

    /** Where routes, Kamelets and mappings are read from: {@code classpath:routes} or {@code file:/a/folder}. */
    public static final String LOCATION = "relay.routes-location";

    /** All route files there, with commas between them. */
    public static final String FILES = "relay.route-files";

    private static final String PACKAGED = "classpath:routes";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String folder = environment.getProperty("relay.routes", "");
        String location = folder.isBlank()
                ? PACKAGED
                : "file:" + Path.of(folder).toAbsolutePath().normalize();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "routes location", Map.of(LOCATION, location, FILES, routeFiles(location))));
    }

    private static String routeFiles(String location) {
        try {
            URI root = new PathMatchingResourcePatternResolver()
                    .getResource(location + "/")
                    .getURI();
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(location + "/**/*.camel.yaml");
            return Arrays.stream(files)
                    .map(file -> below(root, file))
                    // A mounted ConfigMap holds each file a second and third time, in hidden folders.
                    .filter(file -> !file.startsWith(".") && !file.contains("/."))
                    .map(file -> location + "/" + file)
                    .sorted()
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            // The folder is not there; SettingsCheck says so in a sentence.
            return location + "/**/*.camel.yaml";
        }
    }

    private static String below(URI root, Resource file) {
        try {
            return file.getURI().toString().substring(root.toString().length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
