package org.applicantrelay;

import java.util.LinkedHashMap;
import java.util.Map;
import org.applicantrelay.sandbox.Simulators;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole relay, with its ports, in this JVM. */
public final class TestRelay {

    private TestRelay() {}

    /** Starts one against {@code partners}, on any free ports. */
    public static ConfigurableApplicationContext start(Simulators partners, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(partners.properties());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.putAll(more);
        return new SpringApplicationBuilder(ApplicantRelayApplication.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
