package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.erasure.Tombstone.Kind;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is erased. A track id stays erased for ever; an address until its owner applies anew, for what somebody gives after
 * the erasure is given anew, and an application that is not known to be newer counts as older.
 */
@Component
public class Tombstones {

    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

    private static final RowMapper<Tombstone> ROW = (row, number) -> new Tombstone(
            row.getString("hash"),
            Kind.valueOf(row.getString("kind")),
            row.getString("key_id"),
            row.getObject("erasure_id", UUID.class),
            row.getObject("at", OffsetDateTime.class).toInstant());

    private static final String ALL = "select hash, kind, key_id, erasure_id, at from tombstone";

    /** As many as one statement asks for. */
    private static final int BATCH = 500;

    private final JdbcTemplate database;
    private final TombstoneKeys keys;

    Tombstones(JdbcTemplate database, TombstoneKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * Whether it is of somebody who is erased, as far as the source says; asked by the route, behind the key of the
     * idempotent consumer and in its transaction: {@link Erasures} waits for those that have written one.
     */
    public boolean isErased(Arrival arrival) {
        boolean erased = isOfErased(arrival);
        if (erased) {
            LOG.info("applicant {} was erased, and is not taken in", arrival.trackId());
        }
        return erased;
    }

    /** The same of one that is only looked at. */
    public boolean isOfErased(Arrival arrival) {
        if (!arrival.isIdentified()) {
            return false;
        }
        LocalDateTime applied = LondonTime.readOrNull(arrival.date());
        // Without a date delivery decides: idibu's detail may have one.
        return isErased(arrival.trackId(), applied == null ? null : arrival.email(), applied);
    }

    /**
     * Stops the delivery of somebody who is erased; all that is known of the applicant is known now.
     *
     * @throws PersonErasedException for one
     */
    public void check(Applicant applicant) {
        if (isErased(applicant.trackId(), applicant.email(), LondonTime.readOrNull(applicant.receivedAt()))) {
            throw new PersonErasedException(applicant.trackId());
        }
    }

    /** Whether that application of idibu's is erased, whoever's it was. */
    public boolean isErased(String trackId) {
        return isErased(trackId, null, null);
    }

    private boolean isErased(String trackId, String email, LocalDateTime applied) {
        List<String> hashes = new ArrayList<>(hashes(Kind.TRACK_ID, trackId));
        if (email != null) {
            hashes.addAll(hashes(Kind.EMAIL, email));
        }
        return find(hashes).stream()
                .anyMatch(tombstone -> tombstone.kind() == Kind.TRACK_ID
                        || applied == null
                        || applied.atZone(LondonTime.ZONE).toInstant().isBefore(tombstone.at()));
    }

    /** Those that stand for a person. */
    List<Tombstone> of(Person person) {
        return find(hashes(person.trackIds(), person.emails()));
    }

    private List<String> hashes(Collection<String> trackIds, Collection<String> emails) {
        return Stream.concat(
                        trackIds.stream().flatMap(id -> hashes(Kind.TRACK_ID, id).stream()),
                        emails.stream().flatMap(email -> hashes(Kind.EMAIL, email).stream()))
                .toList();
    }

    /** By track ids alone: behind an address somebody may apply anew, and an input that is not kept is lost. */
    private boolean isErased(Mentions mentions) {
        return !find(hashes(mentions.trackIds(), List.of())).isEmpty();
    }

    /** Whether a text that is to be kept names an application that is erased. */
    public boolean isNamedIn(String text) {
        return isErased(Mentions.in(text));
    }

    /** The same of bytes. */
    public boolean isNamedIn(InputStream bytes) throws IOException {
        return isErased(Mentions.in(bytes));
    }

    /** By every key. */
    List<String> hashes(Kind kind, String text) {
        return keys.all().stream().map(key -> key.hash(kind, text)).toList();
    }

    private List<Tombstone> find(List<String> hashes) {
        List<Tombstone> found = new ArrayList<>();
        for (int from = 0; from < hashes.size(); from += BATCH) {
            List<String> batch = hashes.subList(from, Math.min(from + BATCH, hashes.size()));
            String places = String.join(", ", Collections.nCopies(batch.size(), "?"));
            found.addAll(database.query(ALL + " where hash in (" + places + ")", ROW, batch.toArray()));
        }
        return found;
    }

    /** The tombstones that a new erasure puts up. */
    List<Tombstone> make(UUID erasure, Instant at, Collection<String> trackIds, Collection<String> emails) {
        return Stream.concat(
                        trackIds.stream().map(id -> make(erasure, at, Kind.TRACK_ID, id)),
                        emails.stream().map(email -> make(erasure, at, Kind.EMAIL, email)))
                .distinct()
                .toList();
    }

    private Tombstone make(UUID erasure, Instant at, Kind kind, String text) {
        TombstoneKey key = keys.own();
        return new Tombstone(key.hash(kind, text), kind, key.id(), erasure, at);
    }

    /** Nobody else writes tombstones until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock() {
        database.queryForList("select name from privacy_key where name = ? for update", TombstoneKeys.OWN);
    }

    /** Puts up what is not there yet, behind {@link #lock}; of two for one person the newer stays. */
    void write(Collection<Tombstone> tombstones) {
        for (Tombstone tombstone : tombstones) {
            Object at = tombstone.at().atOffset(ZoneOffset.UTC);
            int newer = database.update(
                    "update tombstone set at = ?, erasure_id = ?, swept = false where hash = ? and at < ?",
                    at,
                    tombstone.erasureId(),
                    tombstone.hash(),
                    at);
            if (newer == 0 && find(List.of(tombstone.hash())).isEmpty()) {
                database.update(
                        "insert into tombstone (hash, kind, key_id, erasure_id, at, swept) values (?, ?, ?, ?, ?, false)",
                        tombstone.hash(),
                        tombstone.kind().name(),
                        tombstone.keyId(),
                        tombstone.erasureId(),
                        at);
            }
        }
    }

    /** All that stand, the oldest first. */
    List<Tombstone> all() {
        return database.query(ALL + " order by at, hash", ROW);
    }

    /** Those whose people may still be here. */
    Map<String, Tombstone> unswept() {
        Map<String, Tombstone> unswept = new LinkedHashMap<>();
        database.query(ALL + " where swept = false order by at", ROW)
                .forEach(tombstone -> unswept.put(tombstone.hash(), tombstone));
        return unswept;
    }

    /** Nothing is here any more of the people of those. */
    void swept(Collection<Tombstone> tombstones) {
        tombstones.forEach(tombstone -> database.update(
                "update tombstone set swept = true where hash = ? and at = ?",
                tombstone.hash(),
                tombstone.at().atOffset(ZoneOffset.UTC)));
    }

    /** Those of {@code tombstones} that the database lacks, or has as older ones. */
    List<Tombstone> missing(Collection<Tombstone> tombstones) {
        Map<String, Instant> known = new LinkedHashMap<>();
        all().forEach(tombstone -> known.put(tombstone.hash(), tombstone.at()));
        Set<Tombstone> missing = new HashSet<>();
        return tombstones.stream()
                .filter(tombstone -> !known.containsKey(tombstone.hash())
                        || known.get(tombstone.hash()).isBefore(tombstone.at()))
                .filter(missing::add)
                .toList();
    }
}
