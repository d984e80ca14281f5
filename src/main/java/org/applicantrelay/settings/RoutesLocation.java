package org.applicantrelay.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns {@code relay.routes}, a plain folder that may be partial, into what Camel's resource look-ups understand. A relative
 * name in {@code jslt:} would be searched on the class path, not in the folder; and Camel 4.17 loses the folders between
 * when it matches {@code classpath:routes/**} inside an executable jar, so each route file is named one by one.
 */
public class RoutesLocation implements EnvironmentPostProcessor {

    /**
     * Where Kamelets and mappings are looked for: {@code classpath:routes}, or {@code routes:} for the packaged ones with
     * own files laid over them, see {@link RoutesResolver}.
     */
    public static final String LOCATION = "relay.routes-location";

    /** All route files, with commas between them; own ones by {@link RoutesResolver}, for they are edited meanwhile. */
    public static final String FILES = "relay.route-files";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String folder = environment.getProperty("relay.routes", "");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "routes location",
                        Map.of(
                                LOCATION,
                                folder.isBlank() ? MergedRoutes.PACKAGED : RoutesResolver.SCHEME + ":",
                                FILES,
                                routeFiles(folder))));
    }

    private static String routeFiles(String folder) {
        try {
            MergedRoutes routes = folder.isBlank() ? MergedRoutes.packaged() : MergedRoutes.with(Path.of(folder));
            return routes.files().keySet().stream()
                    .filter(path -> path.endsWith(MergedRoutes.ROUTES))
                    .map(path ->
                            folder.isBlank() ? MergedRoutes.PACKAGED + "/" + path : RoutesResolver.SCHEME + ":" + path)
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            // SettingsCheck says so in a sentence, before anything reads a route.
            return "";
        }
    }
}
