package org.applicantrelay.settings;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns {@code relay.routes}, a plain folder, into {@value #PROPERTY}, a location that Camel's resource look-ups
 * understand: a relative name in {@code jslt:} would be searched on the class path, not in the folder.
 */
public class RoutesLocation implements EnvironmentPostProcessor {

    /** Where routes, Kamelets and mappings are read from: {@code classpath:routes} or {@code file:/a/folder}. */
    public static final String PROPERTY = "relay.routes-location";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String folder = environment.getProperty("relay.routes", "");
        String location = folder.isBlank()
                ? "classpath:routes"
                : "file:" + Path.of(folder).toAbsolutePath().normalize();
        environment.getPropertySources().addLast(new MapPropertySource("routes location", Map.of(PROPERTY, location)));
    }
}
