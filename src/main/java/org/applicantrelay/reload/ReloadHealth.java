package org.applicantrelay.reload;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the folder of routes is in force. Never down: what was in force runs on. */
record ReloadHealth(Reload reload) implements HealthIndicator {

    @Override
    public Health health() {
        Reload.State now = reload.state();
        Health.Builder health = now.refused().isEmpty() ? Health.up() : Health.unknown();
        health.withDetail("taken", now.taken().toString());
        if (now.note() != null) {
            health.withDetail("runs", now.note());
        }
        if (!now.refused().isEmpty()) {
            health.withDetail("refused", now.refused());
        }
        return health.build();
    }
}
