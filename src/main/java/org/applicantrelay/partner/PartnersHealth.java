package org.applicantrelay.partner;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How the partners stand. Never down: a replica that is well must not be taken out of service for a partner. */
@Component("partnersHealthIndicator")
final class PartnersHealth implements HealthIndicator {

    private final Partners partners;

    PartnersHealth(Partners partners) {
        this.partners = partners;
    }

    @Override
    public Health health() {
        Map<String, String> words = partners.words();
        boolean allOpen = words.values().stream().allMatch(Partners.OPEN::equals);
        return (allOpen ? Health.up() : Health.unknown()).withDetails(words).build();
    }
}
