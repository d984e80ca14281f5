package org.applicantrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two replicas over one database, and people who apply for the same job twice at the same moment. */
@PostgresqlTest
class ReapplicationReplicasTest {

    private static final int PAIRS = 30;
    private static final int LOST_ANSWERS = 5;

    @Test
    void twoAtOnceMakeOne() {
        try (Simulators partners = Simulators.start(SimulatorOptions.defaults())) {
            // Jobtrain itself refuses nobody.
            partners.jobtrain().acceptsDuplicates(true);
            partners.jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, LOST_ANSWERS);
            List<List<SimulatedApplicant>> pairs = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                pairs.add(List.of(
                        add(partners, "someone" + i + "@example.org"), add(partners, "SomeOne" + i + "@Example.ORG")));
            }
            Map<String, String> settings =
                    new LinkedHashMap<>(TestDatabase.fresh().settings());
            settings.put("relay.idibu.listing.interval", "2s");
            settings.put("relay.jobtrain.read-back-delay", "200ms");
            settings.put("relay.delivery.retry.first-delay", "200ms");
            try (ConfigurableApplicationContext one = TestRelay.start(partners, settings);
                    ConfigurableApplicationContext other = TestRelay.start(partners, settings)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> partners.idibu().latestOutcomes().size() == 2 * PAIRS);
                Applications rows = one.getBean(Applications.class);
                pairs.forEach(pair -> assertOne(partners, rows, pair));
                assertThat(other.isRunning()).isTrue();
            }
            assertThat(partners.jobtrain().applications())
                    .hasSize(PAIRS)
                    .extracting(application -> application.email().toLowerCase())
                    .doesNotHaveDuplicates();
        }
    }

    private static SimulatedApplicant add(Simulators partners, String email) {
        return partners.idibu()
                .add(NewApplicant.builder().email(email).jobReference("J71").build());
    }

    private static void assertOne(Simulators partners, Applications rows, List<SimulatedApplicant> pair) {
        assertThat(pair)
                .extracting(applicant -> rows.findByTrackId(Long.toString(applicant.id()))
                        .map(Application::getState)
                        .orElseThrow())
                .containsExactlyInAnyOrder(ApplicationState.DELIVERED, ApplicationState.DUPLICATE);
        ReceivedApplication received = partners.jobtrain().applications().stream()
                .filter(application ->
                        application.email().equalsIgnoreCase(pair.get(0).email()))
                .findFirst()
                .orElseThrow();
        assertThat(pair)
                .extracting(applicant -> partners.idibu().latestOutcomes().get(applicant.id()))
                .allMatch(Outcome::isSuccess)
                .extracting(Outcome::remoteId)
                .containsOnly(received.candidateId() + "/" + received.applicationId());
    }
}
