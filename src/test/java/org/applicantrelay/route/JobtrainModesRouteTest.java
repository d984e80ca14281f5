package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Base64;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * The other two ways that the Jobtrain Kamelets know: credentials in headers, and the CV as a part of a form; and
 * re-applications that are sent. They are settings that are read at the start, so this class has a context of its own.
 */
@TestPropertySource(
        properties = {
            "relay.jobtrain.auth=headers",
            "relay.jobtrain.cv=multipart",
            "relay.delivery.reapplication=send",
            "relay.privacy.encryption-key-previous=" + JobtrainModesRouteTest.PREVIOUS_KEY
        })
class JobtrainModesRouteTest extends RouteTest {

    static final String PREVIOUS_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void deliversWithCredentialsInHeadersAndTheCvInAForm() throws Exception {
        byte[] cv = SampleCv.pdf("Ada", 300_000);
        SimulatedApplicant applicant = arrive(someone().name("Zoë " + PRIVATE).file("Lebenslauf Zoë.pdf", cv));

        awaitDelivered(applicant);
        ReceivedApplication received = jobtrain().applications().stream()
                .filter(each -> each.email().equals(applicant.email()))
                .findFirst()
                .orElseThrow();
        assertThat(received.contentType()).startsWith("multipart/form-data");
        assertThat(received.firstName()).isEqualTo("Zoë");
        assertThat(received.cv().fileName()).isEqualTo("Lebenslauf Zoë.pdf");
        assertThat(received.cv().sha256()).isEqualTo(Cv.sha256(cv));
        LoggedRequest create = jobtrain().requests().of(RequestKind.CREATE).get(0);
        assertThat(create.header("ClientID")).isEqualTo(jobtrain().clientId());
        assertThat(create.header("ApiKey")).isEqualTo(jobtrain().apiKey());
        assertThat(create.header("ApiPassword")).isEqualTo(jobtrain().apiPassword());
        assertThat(create.header("Authorization")).isNull();
        assertThat(jobtrain().requests().count(RequestKind.TOKEN)).isZero();
    }

    @Test
    void asksNoTokenWhenTheCredentialsAreRefused() throws Exception {
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.CREATE, 1, 401);
        SimulatedApplicant applicant = arrive(someone());

        awaitState(applicant, ApplicationState.WAITING, "JOBTRAIN_CREDENTIALS");
        poll("partner-probe");
        awaitDelivered(applicant);
        assertThat(timelineOf(applicant)).contains("WAITING JOBTRAIN_CREDENTIALS (HTTP 401)");
        assertThat(jobtrain().requests().count(RequestKind.TOKEN)).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
    }

    @Test
    void sendsAReapplicationAndSaysOfWhom() throws Exception {
        jobtrain().acceptsDuplicates(true);
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arrive(person);
        Application before = awaitDelivered(first);
        // As if the key had been rotated since.
        String ofKeyBefore = new Vault(Base64.getDecoder().decode(PREVIOUS_KEY), null).emailHash(first.email());
        database.update("update application set email_hash = ?", ofKeyBefore);
        SimulatedApplicant second = arrive(person);

        Application row = awaitDelivered(second);
        assertThat(row.getApplicationId()).isNotEqualTo(before.getApplicationId());
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
        assertThat(timelineOf(second).get(2))
                .startsWith("DELIVERING (a re-application: applied as applicant " + first.id() + " on ")
                .endsWith(", Jobtrain application " + before.getApplicationId() + ": sent as well)");
    }

    @Test
    void sendsAReapplicationOnlyOnceTheOtherIsNoLongerInDoubt() throws Exception {
        jobtrain().acceptsDuplicates(true);
        jobtrain().faults().add(FaultKind.ANSWER_LOST, RequestKind.CREATE, 1);
        NewApplicant.Builder person = someone();
        SimulatedApplicant first = arrive(person);
        hint();
        await().until(() -> row(first).getState() == ApplicationState.WAITING);
        database.update("update application set due_at = current_timestamp + interval '1' hour");
        SimulatedApplicant second = arrive(person);
        awaitState(second, ApplicationState.WAITING, "REAPPLICATION_AWAITED");
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(1);

        database.update("update application set due_at = current_timestamp");
        Application adopted = awaitDelivered(first);
        assertThat(awaitDelivered(second).getApplicationId()).isNotEqualTo(adopted.getApplicationId());
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
    }
}
