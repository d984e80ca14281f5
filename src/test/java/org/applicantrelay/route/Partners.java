package org.applicantrelay.route;

import java.util.UUID;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Both simulators, and the settings of a relay that speaks to them. */
final class Partners {

    final IdibuSimulator idibu = new IdibuSimulator();
    final JobtrainSimulator jobtrain = new JobtrainSimulator();

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    void register(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", () -> database);
        settings.add("relay.idibu.base-url", idibu::baseUrl);
        settings.add("relay.idibu.hash", idibu::hash);
        settings.add("relay.jobtrain.base-url", jobtrain::baseUrl);
        settings.add("relay.jobtrain.client-id", jobtrain::clientId);
        settings.add("relay.jobtrain.api-key", jobtrain::apiKey);
        settings.add("relay.jobtrain.api-password", jobtrain::apiPassword);
    }
}
