package org.applicantrelay.settings;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps H2 from closing itself at SIGTERM, beside Spring: what is under way could not be finished or released. The
 * database closes with its last connection.
 */
public class H2Url implements EnvironmentPostProcessor {

    private static final String URL = "spring.datasource.url";
    private static final String OPTION = "DB_CLOSE_ON_EXIT";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String url = environment.getProperty(URL, "");
        if (url.startsWith("jdbc:h2:file:") && !url.toUpperCase(Locale.ROOT).contains(OPTION)) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("h2 url", Map.of(URL, url + ";" + OPTION + "=FALSE")));
        }
    }
}
