package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * The other two ways that the Jobtrain Kamelets know: credentials in headers, and the CV as a part of a form. They are
 * settings that routes read as they start, so this class has a context of its own.
 */
@TestPropertySource(properties = {"relay.jobtrain.auth=headers", "relay.jobtrain.cv=multipart"})
class JobtrainModesRouteTest extends RouteTest {

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

        awaitDelivered(applicant);
        assertThat(timelineOf(applicant)).contains("WAITING JOBTRAIN_CREDENTIALS (HTTP 401)");
        assertThat(jobtrain().requests().count(RequestKind.TOKEN)).isZero();
        assertThat(jobtrain().requests().count(RequestKind.CREATE)).isEqualTo(2);
    }
}
