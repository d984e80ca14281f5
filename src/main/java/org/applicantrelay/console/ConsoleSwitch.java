package org.applicantrelay.console;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Leaves Hawtio and Jolokia out where nobody could log in. */
public class ConsoleSwitch implements EnvironmentPostProcessor {

    private static final String EXCLUDED = "management.endpoints.web.exposure.exclude";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!isOn(environment)) {
            String excluded = environment.getProperty(EXCLUDED, "");
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "console off",
                            Map.of(EXCLUDED, excluded.isBlank() ? "hawtio,jolokia" : excluded + ",hawtio,jolokia")));
        }
    }

    /** Whether there is a user, or a provider that knows some. */
    static boolean isOn(Environment environment) {
        return Stream.of("relay.console.username", "relay.console.users[0].username")
                        .anyMatch(name -> StringUtils.hasText(environment.getProperty(name)))
                || !ConsoleProviders.of(environment).isEmpty();
    }
}
