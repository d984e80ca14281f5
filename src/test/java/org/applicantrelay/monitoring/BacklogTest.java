package org.applicantrelay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

class BacklogTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void answer() {
        answer.countDown();
    }

    /** A scrape asks for each of some two hundred gauges, and a health check three times. */
    @Test
    void aDatabaseThatIsSilentIsWaitedForOnceAndNotForEachGauge() {
        Backlog backlog = backlog(() -> {
            answer.await();
            throw new DataAccessResourceFailureException("too late");
        });

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int gauge = 0; gauge < 200; gauge++) {
                assertUnreadable(backlog);
            }
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void aDatabaseThatFailsIsAskedOnceForAllGauges() {
        Backlog backlog = backlog(() -> {
            throw new DataAccessResourceFailureException("gone");
        });

        for (int gauge = 0; gauge < 200; gauge++) {
            assertUnreadable(backlog);
        }
        assertThat(asked).hasValue(1);
    }

    private static void assertUnreadable(Backlog backlog) {
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(backlog::now);
    }

    private Backlog backlog(Database database) {
        return new Backlog(
                new JdbcTemplate() {
                    @Override
                    public <T> List<T> query(String sql, RowMapper<T> rows, Object... parameters) {
                        asked.incrementAndGet();
                        try {
                            database.ask();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return List.of();
                    }
                },
                null);
    }

    @FunctionalInterface
    private interface Database {
        void ask() throws InterruptedException;
    }
}
