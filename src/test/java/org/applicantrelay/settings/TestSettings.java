package org.applicantrelay.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

/** The settings as application.yaml gives them, with the required ones filled in, for tests without a context. */
public final class TestSettings {

    private TestSettings() {}

    /** Name, value, name, value: on top of a complete set. */
    public static MockEnvironment environment(String... settings) {
        MockEnvironment environment = defaults();
        environment.setProperty("relay.idibu.hash", "sandbox-hash");
        environment.setProperty("relay.jobtrain.base-url", "https://client.example/api");
        environment.setProperty("relay.jobtrain.client-id", "sandbox-client");
        environment.setProperty("relay.jobtrain.api-key", "sandbox-key");
        environment.setProperty("relay.jobtrain.api-password", "sandbox-password");
        for (int i = 0; i < settings.length; i += 2) {
            environment.setProperty(settings[i], settings[i + 1]);
        }
        return environment;
    }

    /** The same, bound. */
    public static RelayProperties relay(String... settings) {
        return Binder.get(environment(settings))
                .bind("relay", RelayProperties.class)
                .get();
    }

    static MockEnvironment defaults() {
        MockEnvironment environment = new MockEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("defaults", new ClassPathResource("application.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return environment;
    }
}
