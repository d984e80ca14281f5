package org.applicantrelay.pause;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** What is paused, by whom and since when. Never down: it is meant. */
@Component("pausesHealthIndicator")
final class PausesHealth implements HealthIndicator {

    private final Pauses pauses;

    PausesHealth(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public Health health() {
        Map<String, String> words;
        try {
            words = pauses.words();
        } catch (RuntimeException e) {
            // The database has a health of its own.
            return Health.unknown().build();
        }
        return (words.isEmpty() ? Health.up() : Health.unknown())
                .withDetails(words)
                .build();
    }
}
