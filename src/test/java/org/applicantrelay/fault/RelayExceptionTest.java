package org.applicantrelay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayExceptionTest {

    @Test
    void theMessageBeginsWithTheCode() {
        assertThat(new RelayException(Fault.JOB_UNKNOWN)).hasMessage("JOB_UNKNOWN");
        assertThat(new RelayException(Fault.JOB_UNKNOWN, " ")).hasMessage("JOB_UNKNOWN");
        assertThat(new RelayException(Fault.JOB_UNKNOWN, "reference J71")).hasMessage("JOB_UNKNOWN: reference J71");
    }

    @Test
    void aDetailIsMaskedAndPutOnOneLine() {
        assertThat(new RelayException(Fault.IDIBU_REFUSED, "  no\r\n applicant\t anna@example.org "))
                .hasMessage("IDIBU_REFUSED: no applicant ***@***");
    }

    @Test
    void aLongDetailIsCutAfterItIsMasked() {
        String detail = "x".repeat(290) + " anna@example.org " + "y".repeat(1000);

        assertThat(new RelayException(Fault.IDIBU_REFUSED, detail))
                .hasMessage("IDIBU_REFUSED: " + "x".repeat(290) + " ***@*** y...");
    }

    @Test
    void aPauseIsKept() {
        assertThat(new RelayException(Fault.JOBTRAIN_BUSY, null, Duration.ofSeconds(7)).retryAfter())
                .hasSeconds(7);
    }
}
