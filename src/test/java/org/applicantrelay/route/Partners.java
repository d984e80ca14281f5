package org.applicantrelay.route;

import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.IdibuSimulator;
import org.applicantrelay.sandbox.JobtrainSimulator;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Both simulators, and the settings of the relays that speak to them over one database, as replicas do. */
final class Partners {

    final IdibuSimulator idibu = new IdibuSimulator();
    final JobtrainSimulator jobtrain = new JobtrainSimulator();

    private final TestDatabase database = TestDatabase.fresh();

    void register(DynamicPropertyRegistry settings) {
        database.register(settings);
        settings.add("relay.idibu.base-url", idibu::baseUrl);
        settings.add("relay.idibu.hash", idibu::hash);
        settings.add("relay.jobtrain.base-url", jobtrain::baseUrl);
        settings.add("relay.jobtrain.client-id", jobtrain::clientId);
        settings.add("relay.jobtrain.api-key", jobtrain::apiKey);
        settings.add("relay.jobtrain.api-password", jobtrain::apiPassword);
    }
}
