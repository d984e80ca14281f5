package org.applicantrelay.erasure;

import java.time.Instant;
import java.util.UUID;

/**
 * Says that a person is erased, and not who.
 *
 * @param hash keyed hash of a track id or an e-mail address, 64 hex digits
 * @param keyId of the key that it was made with
 * @param erasureId null where it is not known any more
 * @param at when the person was erased
 */
record Tombstone(String hash, Kind kind, String keyId, UUID erasureId, Instant at) {

    /** What was hashed. */
    enum Kind {
        /** idibu's id of one application: it never comes back. */
        TRACK_ID,
        /** The person's address: what was applied for before the erasure never comes back. */
        EMAIL
    }
}
