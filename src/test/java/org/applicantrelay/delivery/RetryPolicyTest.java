package org.applicantrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant SINCE = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant NOW = SINCE.plusSeconds(60);
    private static final double MIDDLE = 0.5;
    private static final double HIGHEST = Math.nextDown(1.0);

    @ParameterizedTest
    @CsvSource({"1, PT30S", "2, PT1M", "3, PT2M", "7, PT32M", "8, PT1H", "9, PT1H", "40, PT1H", "2147483647, PT1H"})
    void theDelayDoublesWithEachAttemptUpToAnHour(int attempts, Duration delay) {
        assertThat(policy(MIDDLE).next(SINCE, NOW, attempts, null)).contains(NOW.plus(delay));
    }

    @Test
    void itIsMovedByUpToAFifthEitherWay() {
        assertThat(policy(0).next(SINCE, NOW, 1, null)).contains(NOW.plusSeconds(24));
        assertThat(policy(HIGHEST).next(SINCE, NOW, 1, null)).contains(NOW.plusSeconds(36));
        assertThat(policy(0).next(SINCE, NOW, 20, null)).contains(NOW.plus(Duration.ofMinutes(48)));
    }

    @Test
    void whatThePartnerAsksForIsTheLeast() {
        assertThat(policy(MIDDLE).next(SINCE, NOW, 1, Duration.ofMinutes(5))).contains(NOW.plusSeconds(300));
        assertThat(policy(MIDDLE).next(SINCE, NOW, 1, Duration.ofSeconds(5))).contains(NOW.plusSeconds(30));
    }

    @Test
    void theLastAttemptIsMadeAtTheEndOfTheAge() {
        Instant end = SINCE.plus(Duration.ofHours(48));

        assertThat(policy(MIDDLE).next(SINCE, end.minusSeconds(1), 99, null)).contains(end);
        assertThat(policy(MIDDLE).next(SINCE, end.minusSeconds(1), 1, Duration.ofHours(1)))
                .contains(end);
    }

    @Test
    void afterTheAgeThereIsNone() {
        Instant end = SINCE.plus(Duration.ofHours(48));

        assertThat(policy(MIDDLE).next(SINCE, end, 1, null)).isEmpty();
        assertThat(policy(MIDDLE).next(SINCE, end.plusSeconds(1), 1, Duration.ofSeconds(1)))
                .isEmpty();
        assertThat(new RetryPolicy(Duration.ofSeconds(30), Duration.ZERO, always(MIDDLE)).next(SINCE, SINCE, 1, null))
                .isEmpty();
    }

    private static RetryPolicy policy(double random) {
        return new RetryPolicy(Duration.ofSeconds(30), Duration.ofHours(48), always(random));
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
