package org.applicantrelay.sandbox;

import java.time.Instant;

/**
 * One {@code set-status} that idibu carried out.
 *
 * @param responder whether the candidate would have been sent an e-mail
 */
public record StatusChange(long applicantId, String status, boolean responder, Instant receivedAt) {}
