package org.applicantrelay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again: the first delay doubled with each attempt up to an hour, moved by up to a fifth either way so
 * that what failed together does not return together, and never after the maximum age.
 */
public record RetryPolicy(Duration firstDelay, Duration maxAge, RandomGenerator random) {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;
    private static final double JITTER = 0.2;

    /**
     * The time of the next attempt, or empty where the maximum age is used up.
     *
     * @param attempts made so far, 1 or more
     * @param least what the partner or a read-back asks for at least, or null
     */
    Optional<Instant> next(Instant since, Instant now, int attempts, Duration least) {
        if (!now.isBefore(since.plus(maxAge))) {
            return Optional.empty();
        }
        Instant next = now.plus(delay(attempts, least));
        Instant end = since.plus(maxAge);
        // The last attempt is made at the end of the age, not left out because a delay would pass it.
        return Optional.of(next.isBefore(end) ? next : end);
    }

    /** How long to wait before the next attempt, whatever the age. */
    public Duration delay(int attempts, Duration least) {
        long doubled = firstDelay.toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
        long delay = Math.min(doubled, LONGEST_DELAY.toMillis());
        double jitter = 1 - JITTER + 2 * JITTER * random.nextDouble();
        Duration jittered = Duration.ofMillis(Math.round(delay * jitter));
        return least != null && least.compareTo(jittered) > 0 ? least : jittered;
    }
}
