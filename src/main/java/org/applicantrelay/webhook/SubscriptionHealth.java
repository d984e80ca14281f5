package org.applicantrelay.webhook;

import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * How idibu's subscription for the webhook stands. Never down: the listing brings what events do not, and a replica that
 * is well must not be taken out of service for it.
 */
final class SubscriptionHealth implements HealthIndicator {

    private final WebhookSubscriptions subscriptions;
    private final boolean kept;

    /** @param kept whether the relay looks after the subscription */
    SubscriptionHealth(WebhookSubscriptions subscriptions, boolean kept) {
        this.subscriptions = subscriptions;
        this.kept = kept;
    }

    @Override
    public Health health() {
        if (!kept) {
            return Health.up().withDetail("subscription", "kept by hand").build();
        }
        Optional<Subscription> current;
        try {
            current = subscriptions.current();
        } catch (RuntimeException e) {
            // The database has a health of its own.
            return Health.unknown().withDetail("state", "not readable").build();
        }
        Health.Builder health =
                current.filter(row -> row.getState() == row.aim()).isPresent() ? Health.up() : Health.unknown();
        current.ifPresent(row -> {
            health.withDetail("url", row.getUrl())
                    .withDetail("state", row.getState())
                    .withDetail("wanted", row.isWanted())
                    .withDetail("changedAt", row.getChangedAt());
            if (row.getCheckedAt() != null) {
                health.withDetail("checkedAt", row.getCheckedAt());
            }
        });
        return health.build();
    }
}
