package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.applicantrelay.delivery.Claim;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.idibu.RemoteFile;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;

/** Links are signed: none may stay behind as an endpoint, where consoles show it and memory keeps it. */
class FileLinksTest extends RouteTest {

    private static final int LINKS = 5_000;

    @Test
    void fiveThousandLinksLeaveNoEndpointBehind() throws Exception {
        SimulatedApplicant applicant =
                arrive(someone().file("cv.pdf", SampleCv.pdf("Ada", 5_000)).file("b.pdf", SampleCv.pdf("Eve", 5_000)));
        awaitDelivered(applicant);
        assertThat(fetch("https://elsewhere.example/first").getException()).isNotNull();
        int endpoints = camel.getEndpoints().size();

        for (int i = 0; i < LINKS; i++) {
            Exchange fetched = fetch("https://elsewhere.example/cv-%d.pdf?sig=%s".formatted(i, UUID.randomUUID()));
            assertThat(Faults.of(fetched.getException()).fault()).isEqualTo(Fault.FILE_HOST_REFUSED);
        }
        awaitDelivered(arrive(someone().file("cv.pdf", SampleCv.pdf("Ada", 5_000))));

        assertThat(camel.getEndpoints()).hasSize(endpoints);
        assertThat(camel.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("sig="));
        assertThat(idibu().requests().count(RequestKind.STORAGE)).isEqualTo(3);
    }

    private Exchange fetch(String link) {
        return template.request("kamelet:idibu-file-action", exchange -> {
            exchange.setVariable(
                    "claim",
                    new Claim(
                            UUID.randomUUID(),
                            "1",
                            1,
                            Instant.EPOCH,
                            null,
                            "LISTING",
                            false,
                            null,
                            null,
                            null,
                            false,
                            null));
            exchange.getMessage().setBody(new RemoteFile(0, "cv.pdf", link, false));
        });
    }
}
