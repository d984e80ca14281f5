package org.applicantrelay.monitoring;

import java.time.Duration;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.monitoring.Backlog.Snapshot;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** What is waiting, and since when. Never down: another replica would find the same. */
@Component("backlogHealthIndicator")
final class BacklogHealth implements HealthIndicator {

    /** Above it an operator should look. */
    private static final Duration LONG = Duration.ofHours(1);

    private final Backlog backlog;

    BacklogHealth(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        return backlog.health(this::judge).build();
    }

    private Health.Builder judge(Snapshot now) {
        Duration oldest = now.since(now.oldest());
        boolean isLong = oldest != null && oldest.compareTo(LONG) > 0;
        Health.Builder health = (isLong ? Health.unknown() : Health.up())
                .withDetail("received", now.count(ApplicationState.RECEIVED))
                .withDetail("delivering", now.count(ApplicationState.DELIVERING))
                .withDetail("waiting", now.count(ApplicationState.WAITING))
                .withDetail("parked", now.count(ApplicationState.PARKED))
                .withDetail("dead", now.count(ApplicationState.DEAD))
                .withDetail(
                        "deadLetters",
                        now.deadLetters().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .withDetail("outcomesUntold", now.untold());
        if (oldest != null) {
            health.withDetail("oldestUnderWay", oldest.toSeconds() + " s");
        }
        return health;
    }
}
