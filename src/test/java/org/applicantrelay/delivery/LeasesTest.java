package org.applicantrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.delivery.Leases.Held;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Claim CLAIM =
            new Claim(UUID.randomUUID(), "7", 1, Instant.EPOCH, null, "LISTING", false, null, null, null, false, null);

    @Test
    void anAttemptOfMoreThanTenSecondsIsSlow() {
        assertThat(new Held(CLAIM, System.nanoTime() - Duration.ofSeconds(11).toNanos()).isSlow())
                .isTrue();
        assertThat(new Held(CLAIM, System.nanoTime() - Duration.ofSeconds(5).toNanos()).isSlow())
                .isFalse();
    }
}
