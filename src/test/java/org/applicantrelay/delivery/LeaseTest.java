package org.applicantrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Lease lease = new Lease("7", Duration.ofSeconds(60), Duration.ofSeconds(5), 0);

    @Test
    void holdsUntilItsMarginBegins() {
        assertThatCode(() -> lease.check(55 * SECOND)).doesNotThrowAnyException();
        assertThat(lease.isOver()).isFalse();
        assertThatThrownBy(() -> lease.check(55 * SECOND + 1))
                .isInstanceOf(StaleClaimException.class)
                .hasMessageContaining("applicant 7 ");
        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void goesOnFromItsRenewal() {
        lease.renewed(20 * SECOND);

        assertThatCode(() -> lease.check(75 * SECOND)).doesNotThrowAnyException();
    }

    @Test
    void isOverForGoodOnceAWorkerWasToldSo() {
        assertThatThrownBy(() -> lease.check(100 * SECOND)).isInstanceOf(StaleClaimException.class);
        lease.renewed(100 * SECOND);

        assertThatThrownBy(() -> lease.check(100 * SECOND)).isInstanceOf(StaleClaimException.class);
    }

    /** What {@link System#nanoTime} counts from may be anything. */
    @Test
    void doesNotMindWhereTheClockOverflows() {
        Lease late = new Lease("7", Duration.ofSeconds(60), Duration.ofSeconds(5), Long.MAX_VALUE - SECOND);

        assertThatCode(() -> late.check(Long.MAX_VALUE - SECOND + 50 * SECOND)).doesNotThrowAnyException();
        assertThatThrownBy(() -> late.check(Long.MAX_VALUE - SECOND + 56 * SECOND))
                .isInstanceOf(StaleClaimException.class);
    }
}
