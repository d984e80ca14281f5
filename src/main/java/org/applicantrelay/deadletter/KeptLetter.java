package org.applicantrelay.deadletter;

import java.time.Instant;
import java.util.UUID;

/**
 * A dead letter without its input.
 *
 * @param source id of the route that it came by
 * @param times how often its input has come
 */
public record KeptLetter(UUID id, String source, String code, int times, Instant firstAt, Instant lastAt) {}
