package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.applicantrelay.application.Application;
import org.applicantrelay.database.PostgresqlTest;
import org.applicantrelay.delivery.Outcome;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the two queries for due work find, whatever time zone the replica lives in: only PostgreSQL takes one whose clocks
 * go back today.
 */
@PostgresqlTest
class DueWorkTest extends RouteTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Autowired
    EntityManager entities;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void nothingIsDueEarlyWhileClocksGoBack() throws Exception {
        arrive(someone());
        awaitWork(() -> count("outcome where told_at is not null") == 1);

        transaction.executeWithoutResult(status -> {
            for (String table : List.of("application", "outcome")) {
                database.update("update " + table + " set due_at = current_timestamp + interval '30' minute");
            }
            database.execute("set local time zone '" + clocksGoBackIn(Duration.ofMinutes(15)) + "'");
            assertThat(database.queryForObject(
                            "select cast(localtimestamp as timestamp with time zone) > current_timestamp",
                            Boolean.class))
                    .as("the hour that the clocks show twice")
                    .isTrue();
            assertThat(dueApplications()).isZero();
            assertThat(due(Outcome.DUE, Outcome.class)).isZero();

            for (String table : List.of("application", "outcome")) {
                database.update("update " + table + " set due_at = current_timestamp");
            }
            assertThat(dueApplications()).isOne();
            assertThat(due(Outcome.DUE, Outcome.class)).isOne();
            status.setRollbackOnly();
        });
    }

    private int dueApplications() {
        return entities.createNamedQuery(Application.DUE, Application.class)
                .setParameter("fetching", true)
                .setParameter("slow", true)
                .getResultList()
                .size();
    }

    private int due(String query, Class<?> type) {
        return entities.createNamedQuery(query, type).getResultList().size();
    }

    /** A zone as POSIX spells it: an hour before UTC since 182 days, and UTC again from {@code left} on. */
    private static String clocksGoBackIn(Duration left) {
        LocalDateTime end = LocalDateTime.now(ZoneOffset.UTC).plus(left).plus(AN_HOUR);
        return "WIN0SUM,%s,%s".formatted(rule(end.minusDays(182)), rule(end));
    }

    /** Days count from 1, without a 29 February. */
    private static String rule(LocalDateTime at) {
        return "J" + at.withYear(2001).getDayOfYear() + at.format(DateTimeFormatter.ofPattern("'/'HH:mm:ss"));
    }
}
