package org.applicantrelay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

    @Test
    void theFirstOfEachKindIsSaidAndTheNextAreNot() {
        LogThrottle throttle = new LogThrottle(Duration.ofHours(1));

        assertThat(throttle.count("a")).hasValue(1);
        assertThat(throttle.count("b")).hasValue(1);
        assertThat(throttle.count("a")).isEmpty();
        assertThat(throttle.count("a")).isEmpty();
    }

    @Test
    void theNextLineSaysForHowManyItStands() {
        LogThrottle throttle = new LogThrottle(Duration.ofMillis(200));
        AtomicLong asked = new AtomicLong();
        AtomicLong said = new AtomicLong();
        for (int lines = 0; lines < 3; lines++) {
            OptionalLong count = await().until(
                            () -> {
                                asked.incrementAndGet();
                                return throttle.count("a");
                            },
                            OptionalLong::isPresent);
            said.addAndGet(count.getAsLong());
        }

        assertThat(said).hasValue(asked.get());
        assertThat(asked.get()).isGreaterThan(3);
    }
}
