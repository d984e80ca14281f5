package org.applicantrelay.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final EntityManager database = mock(EntityManager.class, RETURNS_DEEP_STUBS);
    private final DatabaseClock clock = new DatabaseClock(database);

    @Test
    void carriesTheDatabasesTimeOnWithoutAskingAgain() {
        databaseSays(NOON);
        long begin = System.nanoTime();
        assertThat(clock.now()).isAfterOrEqualTo(NOON);

        await().until(() -> clock.now().isAfter(NOON.plusMillis(20)));
        assertThat(Duration.between(NOON, clock.now()))
                .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - begin));
        verify(database, times(1)).createQuery(anyString(), eq(Instant.class));
    }

    @Test
    void followsADatabaseWhoseClockIsSetOnceItHasAsked() {
        databaseSays(NOON);
        clock.now();
        Instant earlier = NOON.minus(Duration.ofHours(1));
        databaseSays(earlier);
        clock.ask();

        assertThat(clock.now()).isBetween(earlier, earlier.plusSeconds(10));
    }

    @Test
    void countsInMicroseconds() {
        databaseSays(NOON.plusNanos(123_456_789));

        assertThat(clock.now().getNano() % 1000).isZero();
    }

    private void databaseSays(Instant time) {
        when(database.createQuery(anyString(), eq(Instant.class)).getSingleResult())
                .thenReturn(time);
    }
}
