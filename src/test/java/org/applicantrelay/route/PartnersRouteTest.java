package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.delivery.Claim;
import org.applicantrelay.delivery.Deliveries;
import org.applicantrelay.jobtrain.Receipt;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.FaultSwitch;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;

/** Pauses, holds and circuits: what one call meets spares all others. */
class PartnersRouteTest extends RouteTest {

    /** More than a circuit looks at before it opens. */
    private static final int MANY = 30;

    /** More than work on one applicant at once. */
    private static final int AT_ONCE = 4;

    @Autowired
    private Partners partners;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private CircuitBreaker jobtrainCircuit;

    @Autowired
    private CircuitBreaker idibuCircuit;

    @Test
    void aRefusalOfTheRelayHoldsTheFlowAndFailsNobody(CapturedOutput output) throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, null, 0, 403);
        List<SimulatedApplicant> applicants = arrive(MANY);
        awaitWork(() -> !partners.isOpen(Partner.JOBTRAIN));
        awaitNothingUnderWay();

        assertThat(count("application where attempts > 0")).isBetween(1, AT_ONCE);
        assertThat(count("application where state = 'RECEIVED'")).isGreaterThanOrEqualTo(MANY - AT_ONCE);
        long calls = calls();
        hint();
        poll("partner-probe");
        awaitNothingUnderWay();
        assertThat(calls()).as("one probe").isEqualTo(calls + 1);
        assertThat(warnings(output)).anyMatch(line -> line.contains("ERROR") && line.contains("JOBTRAIN_CREDENTIALS"));

        jobtrain().faults().clear();
        probeNow();
        applicants.forEach(this::awaitDelivered);
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isLessThanOrEqualTo(MANY + AT_ONCE);
    }

    @Test
    void anUnknownAddressOfTheCreateHoldsTheFlow(CapturedOutput output) throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 0, 404);
        List<SimulatedApplicant> applicants = arrive(MANY);
        awaitWork(() -> !partners.isOpen(Partner.JOBTRAIN));
        awaitNothingUnderWay();
        assertThat(count("application where code = 'JOBTRAIN_PATH'")).isBetween(1, AT_ONCE);

        // Jobtrain answers the probe and readings, and refuses the next create: from now on probes are rare.
        probeNow();
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isTrue();
        readJobs();
        awaitWork(() -> !partners.isOpen(Partner.JOBTRAIN));
        awaitNothingUnderWay();
        poll("partner-probe");
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isFalse();
        assertThat(count("application where state in ('PARKED', 'DEAD')")).isZero();
        assertThat(warnings(output)).anyMatch(line -> line.contains("ERROR") && line.contains("JOBTRAIN_PATH"));

        jobtrain().faults().clear();
        probeNow();
        applicants.forEach(this::awaitDelivered);
    }

    @Test
    void anUnknownAddressThatOnlyTheMappingCanReadHoldsItToo() throws Exception {
        arrive(1);
        Claim claim =
                template.request("direct:application-claim", exchange -> {}).getVariable("claim", Claim.class);

        assertThatThrownBy(() ->
                        deliveries.record(claim, new Receipt(Receipt.Outcome.PATH_UNKNOWN, null, null, List.of())))
                .hasMessageContaining("JOBTRAIN_PATH");
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isFalse();
        assertThat(count("partner where held_code = 'JOBTRAIN_PATH'")).isEqualTo(1);
    }

    @Test
    void aCircuitDoesNotHurryTheProbesOfAHold() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, null, 0, 403);
        arrive(1);
        awaitWork(() -> !partners.isOpen(Partner.JOBTRAIN));
        awaitNothingUnderWay();
        poll("partner-probe");
        jobtrainCircuit.transitionToOpenState();
        awaitWork(() -> jobtrainCircuit.getState() == CircuitBreaker.State.HALF_OPEN);
        long calls = calls();

        poll("partner-probe");
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void aRefusalThatConcernsOneApplicantDelaysNobodyElse() throws Exception {
        jobtrain()
                .faults()
                .add(FaultSwitch.of(FaultKind.ERROR_5XX)
                        .on(RequestKind.CREATE)
                        .times(0)
                        .value(403)
                        .about(172L));
        SimulatedApplicant refused = arrive(someone().jobReference("J712"));
        awaitState(refused, ApplicationState.WAITING, "JOBTRAIN_CREDENTIALS");
        database.update("update application set due_at = due_at + interval '1' hour");
        List<SimulatedApplicant> others = arrive(MANY);
        assertThat(partners.isOpen(Partner.JOBTRAIN)).isFalse();

        poll("partner-probe");
        others.forEach(this::awaitDelivered);
    }

    @Test
    void idibusRefusalHoldsWhatItIsAskedForAndNothingElse() throws Exception {
        jobtrain().faults().add(FaultKind.BUSY_429, RequestKind.CREATE, 1, 3600);
        SimulatedApplicant fetched = arrive(someone());
        awaitState(fetched, ApplicationState.WAITING, "JOBTRAIN_BUSY");
        endPause();
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.DETAIL, 0, 401);
        List<SimulatedApplicant> applicants = arrive(MANY);

        awaitDelivered(fetched);
        awaitWork(() -> !partners.isOpen(Partner.IDIBU));
        awaitNothingUnderWay();
        assertThat(count("application where attempts > 0")).isLessThanOrEqualTo(1 + AT_ONCE);

        idibu().faults().clear();
        probeNow();
        applicants.forEach(this::awaitDelivered);
    }

    @Test
    void aPauseThatIsAskedForIsKeptByAllCalls() throws Exception {
        jobtrain().faults().add(FaultKind.BUSY_429, RequestKind.CREATE, 1, 3600);
        List<SimulatedApplicant> applicants = arrive(MANY);
        awaitWork(() -> !partners.isOpen(Partner.JOBTRAIN));
        awaitNothingUnderWay();
        long calls = calls();

        hint();
        readJobs();
        poll("partner-probe");
        awaitNothingUnderWay();
        assertThat(calls()).as("in the pause").isEqualTo(calls);
        assertThat(count("partner where name = 'JOBTRAIN' and paused_until > current_timestamp"))
                .as("known to other replicas")
                .isEqualTo(1);

        endPause();
        readJobs();
        applicants.forEach(this::awaitDelivered);
    }

    @Test
    void anotherReplicasPauseIsKeptHere() throws Exception {
        database.update(
                "update partner set paused_until = ? where name = 'JOBTRAIN'",
                OffsetDateTime.now().plusHours(1));
        poll("partner-probe");
        SimulatedApplicant applicant = arrive(someone());
        hint();
        awaitNothingUnderWay();
        assertThat(row(applicant).getAttempts()).isZero();
    }

    @Test
    void aPartnerThatIsDownIsLeftAloneAndProbedBeforeAnythingIsSent(CapturedOutput output) throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, null, 0, 503);
        List<SimulatedApplicant> applicants = arrive(2 * MANY);
        awaitWork(() -> jobtrainCircuit.getState() != CircuitBreaker.State.CLOSED);
        awaitNothingUnderWay();
        assertThat(count("application where state = 'RECEIVED'")).isGreaterThanOrEqualTo(MANY);

        jobtrain().requests().clear();
        awaitWork(() -> jobtrainCircuit.getState() == CircuitBreaker.State.HALF_OPEN);
        hint();
        awaitNothingUnderWay();
        assertThat(calls()).as("before the probe").isZero();
        poll("partner-probe");
        assertThat(calls()).as("the probe").isEqualTo(1);
        assertThat(jobtrainCircuit.getState()).isEqualTo(CircuitBreaker.State.OPEN);

        jobtrain().faults().clear();
        awaitWork(() -> {
            poll("partner-probe");
            return jobtrainCircuit.getState() == CircuitBreaker.State.CLOSED;
        });
        database.update("update application set due_at = received_at where state = 'WAITING'");
        applicants.forEach(this::awaitDelivered);
        assertThat(warnings(output)).anyMatch(line -> line.contains("Jobtrain is down"));
    }

    @Test
    void idibuThatIsDownIsLeftAloneToo() throws Exception {
        List<SimulatedApplicant> applicants = arrive(2 * MANY);
        idibu().faults().add(FaultKind.RESET, null, 0);
        awaitWork(() -> idibuCircuit.getState() != CircuitBreaker.State.CLOSED);
        awaitNothingUnderWay();
        assertThat(count("application where state = 'RECEIVED'")).isGreaterThanOrEqualTo(MANY);

        idibu().faults().clear();
        awaitWork(() -> {
            poll("partner-probe");
            return idibuCircuit.getState() == CircuitBreaker.State.CLOSED;
        });
        database.update("update application set due_at = received_at where state = 'WAITING'");
        applicants.forEach(this::awaitDelivered);
    }

    private long calls() {
        return jobtrain().requests().counts().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private List<SimulatedApplicant> arrive(int many) throws Exception {
        List<SimulatedApplicant> applicants = new ArrayList<>();
        IntStream.range(0, many)
                .forEach(i -> applicants.add(idibu().add(someone().build())));
        poll("idibu-listing");
        return applicants;
    }

    private void awaitNothingUnderWay() {
        await().until(() ->
                camel.getInflightRepository().size() == 0 && count("application where state = 'DELIVERING'") == 0);
    }

    private void endPause() throws Exception {
        database.update("update partner set paused_until = null");
        database.update("update application set due_at = received_at where state = 'WAITING'");
        poll("partner-probe");
    }

    /** As if the time of the next probe had come. */
    private void probeNow() throws Exception {
        database.update("update partner set probe_at = held_since where held_code is not null");
        poll("partner-probe");
    }
}
