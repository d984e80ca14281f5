package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.applicantrelay.time.MovableClock;
import org.junit.jupiter.api.Test;

class LogInThrottleTest {

    private final MovableClock clock = new MovableClock();
    private final LogInThrottle throttle = new LogInThrottle(clock);

    @Test
    void aFewMistakesCostNothing() {
        fail(4, "maria", "a");

        assertThat(throttle.wait("maria", "a")).isZero();
    }

    @Test
    void moreOfThemCostTwiceAsMuchEachTimeButNeverMoreThanAMinute() {
        fail(5, "maria", "a");
        assertThat(throttle.wait("maria", "a")).isEqualTo(Duration.ofSeconds(1));
        fail(2, "maria", "a");
        assertThat(throttle.wait("maria", "a")).isEqualTo(Duration.ofSeconds(4));
        fail(100, "maria", "a");
        assertThat(throttle.wait("maria", "a")).isEqualTo(Duration.ofMinutes(1));

        clock.move(Duration.ofMinutes(1));
        assertThat(throttle.wait("maria", "a")).isZero();
    }

    @Test
    void theSameUserIsGuessedSlowlyFromManyAddresses() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("Maria", "address " + i);
        }

        assertThat(throttle.wait("maria", "another")).isPositive();
    }

    @Test
    void manyUsersAreGuessedSlowlyFromOneAddress() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("user " + i, "a");
        }

        assertThat(throttle.wait("another", "a")).isPositive();
    }

    @Test
    void nobodyIsKeptOutWhereHeWasBefore() {
        throttle.succeeded("Maria", "home");
        fail(50, "maria", "elsewhere");

        assertThat(throttle.wait("maria", "home")).isZero();
        assertThat(throttle.wait("maria", "elsewhere")).isPositive();
        assertThat(throttle.wait("peter", "home")).isZero();
    }

    /** Or whoever has an account of his own could go on guessing another's. */
    @Test
    void aSuccessTakesNoFailureBack() {
        fail(6, "maria", "a");
        throttle.succeeded("eve", "a");

        assertThat(throttle.wait("maria", "a")).isPositive();
    }

    @Test
    void failuresAreForgotten() {
        fail(50, "maria", "a");
        clock.move(Duration.ofMinutes(15));
        fail(1, "maria", "a");

        assertThat(throttle.wait("maria", "a")).isZero();
    }

    @Test
    void howManyAreKeptInMindIsBounded() {
        fail(10, "maria", "a");
        for (int i = 0; i < LogInThrottle.MOST; i++) {
            throttle.failed("user " + i, "address " + i);
        }

        assertThat(throttle.wait("maria", "a")).isZero();
    }

    private void fail(int times, String user, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, address);
        }
    }
}
