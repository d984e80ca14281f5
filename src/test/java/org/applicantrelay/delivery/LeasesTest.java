package org.applicantrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.delivery.Leases.Held;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Claim CLAIM =
            new Claim(UUID.randomUUID(), "7", 1, Instant.EPOCH, null, "LISTING", false, null, null, false, null);

    @Test
    void anAttemptOfMoreThanTenSecondsIsSlow() {
        assertThat(new Held(CLAIM, Instant.now().minusSeconds(11)).isSlow()).isTrue();
        assertThat(new Held(CLAIM, Instant.now().minusSeconds(5)).isSlow()).isFalse();
    }
}
