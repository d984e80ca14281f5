package org.applicantrelay.monitoring;

import org.applicantrelay.monitoring.Backlog.Snapshot;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether each source is read as often as it should be, by whichever replica. Never down. */
@Component("sourcesHealthIndicator")
final class SourcesHealth implements HealthIndicator {

    private final Backlog backlog;
    private final Sources sources;

    SourcesHealth(Backlog backlog, Sources sources) {
        this.backlog = backlog;
        this.sources = sources;
    }

    @Override
    public Health health() {
        return backlog.health(this::judge).build();
    }

    private Health.Builder judge(Snapshot now) {
        boolean behind = sources.names().stream().anyMatch(source -> sources.isBehind(source, now));
        Health.Builder health = behind ? Health.unknown() : Health.up();
        for (String source : sources.names()) {
            health.withDetail(
                    source,
                    (sources.isBehind(source, now) ? "behind: " : "") + "read "
                            + sources.age(source, now).toSeconds() + " s ago");
        }
        return health;
    }
}
