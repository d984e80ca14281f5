package org.applicantrelay.privacy;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether all records can be read, and whether the previous key may go. Never down: most work needs no old record. */
@Component("encryptionHealthIndicator")
final class EncryptionHealth implements HealthIndicator {

    private final SealingKeys keys;

    EncryptionHealth(SealingKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        try {
            Map<String, String> words = keys.words();
            return (words.containsKey(SealingKeys.MISSING) ? Health.unknown() : Health.up())
                    .withDetails(words)
                    .build();
        } catch (RuntimeException e) {
            // The database has a health of its own.
            return Health.unknown().withDetail("keys", "not readable").build();
        }
    }
}
