package org.applicantrelay.route;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Both simulators, and the settings of the relays that speak to them over one database, as replicas do. */
final class Partners {

    final IdibuSimulator idibu = new IdibuSimulator();
    final JobtrainSimulator jobtrain = new JobtrainSimulator();

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private final String key = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));

    void register(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", () -> database);
        settings.add("relay.privacy.encryption-key", () -> key);
        settings.add("relay.idibu.base-url", idibu::baseUrl);
        settings.add("relay.idibu.hash", idibu::hash);
        settings.add("relay.jobtrain.base-url", jobtrain::baseUrl);
        settings.add("relay.jobtrain.client-id", jobtrain::clientId);
        settings.add("relay.jobtrain.api-key", jobtrain::apiKey);
        settings.add("relay.jobtrain.api-password", jobtrain::apiPassword);
    }
}
