package org.applicantrelay.poller;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A replica's turn at a poller; worthless once another replica has taken the next.
 *
 * @param startedAt by the database's clock
 * @param finishedAt when the last whole turn ended, or null
 * @param listingCursor where idibu's listing was read up to, or null
 */
public record Turn(String poller, long fence, Instant startedAt, Instant finishedAt, LocalDateTime listingCursor) {}
