package org.applicantrelay.privacy;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Which keys records are sealed with, as all replicas know it: each says again and again that it seals with its own. Only
 * a key that no replica uses any more can be emptied for good.
 */
@Component
@ManagedResource(objectName = SealingKeys.NAME, description = "The keys that records are sealed with")
public class SealingKeys {

    static final String NAME = "org.applicantrelay:type=Privacy,name=EncryptionKeys";

    private static final Logger LOG = LoggerFactory.getLogger(SealingKeys.class);
    private static final int BEATS_PER_LEASE = 3;

    /** Of {@link #words()}, where a key is missing that records may be sealed with. */
    static final String MISSING = "missing";

    private final JdbcTemplate database;
    private final DatabaseClock clock;
    private final Vault vault;
    private final Duration lease;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(beat -> {
        Thread thread = new Thread(beat, "sealing-key");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean lacksOne;

    SealingKeys(JdbcTemplate database, DatabaseClock clock, Vault vault, RelayProperties relay) {
        this.database = database;
        this.clock = clock;
        this.vault = vault;
        this.lease = relay.delivery().lease();
    }

    /**
     * What is known of a key.
     *
     * @param usedAt when a replica last said that it seals with it
     * @param emptiedAt when it was certain that no record is sealed with it any more; null where it is not
     */
    record SealingKey(byte[] id, Instant usedAt, Instant emptiedAt) {

        String name() {
            return HexFormat.of().formatHex(id);
        }
    }

    /** Before anything is sealed. */
    @PostConstruct
    void begin() {
        use();
        List<SealingKey> missing = missing();
        for (SealingKey key : missing) {
            long records = records(key.id());
            if (records > 0) {
                LOG.error(
                        "{} records are sealed with a key that the relay does not have (its id is {}), and stay unreadable"
                                + " until it is set as relay.privacy.encryption-key-previous",
                        records,
                        key.name());
            }
        }
        lacksOne = !missing.isEmpty();
        long beat = lease.toMillis() / BEATS_PER_LEASE;
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        heart.shutdownNow();
    }

    private void beat() {
        try {
            use();
            Instant silent = silentBefore();
            boolean lacks = missing().stream().anyMatch(key -> key.usedAt().isAfter(silent));
            if (lacks && !lacksOne) {
                LOG.error("Another replica seals with a key that this one does not have: give it that key as"
                        + " relay.privacy.encryption-key-previous, or it cannot deliver what the other takes in");
            }
            lacksOne = lacks;
        } catch (DataAccessException | TransactionException e) {
            // Who works has a word for it; the next beat comes soon.
        }
    }

    /** Notes that this replica seals with its key now; a key that was given up comes back by that. */
    void use() {
        byte[] id = vault.currentKeyId();
        if (update(id) == 0) {
            try {
                database.update(
                        "insert into sealing_key (key_id, used_at) values (?, ?)", id, parameter(clock.asked()));
            } catch (DuplicateKeyException e) {
                // Another replica made it at the same moment.
                update(id);
            }
        }
    }

    private int update(byte[] id) {
        return database.update(
                "update sealing_key set used_at = ?, emptied_at = null where key_id = ?", parameter(clock.asked()), id);
    }

    /** A replica that has said nothing since then seals no more; one that comes back later says so. */
    Instant silentBefore() {
        return clock.now().minus(quiet());
    }

    /** How long what was sealed, or read, before may still be on its way into the database. */
    Duration quiet() {
        return lease;
    }

    Optional<SealingKey> find(byte[] id) {
        return all().stream().filter(key -> Arrays.equals(key.id(), id)).findFirst();
    }

    /** No record is sealed with it, and no replica has used it since {@code begun}; false where one has. */
    boolean emptied(byte[] id, Instant begun) {
        return database.update(
                        "update sealing_key set emptied_at = ? where key_id = ? and used_at < ?",
                        parameter(clock.now()),
                        id,
                        parameter(begun))
                == 1;
    }

    /** How many records are sealed with the key of that id; walks through all of them. */
    long records(byte[] id) {
        return SealedTable.ALL.stream()
                .mapToLong(table -> database.queryForObject(
                        table.count(),
                        Long.class,
                        table.columns().stream().map(column -> id).toArray()))
                .sum();
    }

    /** One line a key: how many records are sealed with it. */
    @ManagedOperation(description = "How many records are sealed with each key; goes through all that is kept")
    @Needs(Role.ADMIN)
    public List<String> count() {
        return all().stream()
                .map(key -> records(key.id()) + " records are sealed with key " + key.name() + ", " + role(key))
                .toList();
    }

    private String role(SealingKey key) {
        if (Arrays.equals(key.id(), vault.currentKeyId())) {
            return "the current one";
        }
        return vault.knows(key.id()) ? "the previous one" : "which the relay does not have";
    }

    /** What an operator has to know of the keys, for the health details. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("key", HexFormat.of().formatHex(vault.currentKeyId()));
        if (vault.previousKeyId() != null) {
            words.put("previous", find(vault.previousKeyId()).map(this::word).orElse("nobody has sealed with it yet"));
        }
        missing().forEach(key -> words.put(MISSING, "records sealed with key " + key.name() + " are unreadable"));
        return words;
    }

    private String word(SealingKey previous) {
        if (previous.emptiedAt() != null) {
            return "0 records are still sealed with it: remove relay.privacy.encryption-key-previous";
        }
        return previous.usedAt().isBefore(silentBefore())
                ? "records may still be sealed with it: leave it there"
                : "a replica still seals with it, or did a moment ago: leave it there";
    }

    private List<SealingKey> missing() {
        return all().stream()
                .filter(key -> key.emptiedAt() == null && !vault.knows(key.id()))
                .toList();
    }

    private List<SealingKey> all() {
        return database.query(
                "select key_id, used_at, emptied_at from sealing_key",
                (row, number) -> new SealingKey(
                        row.getBytes(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3) == null
                                ? null
                                : row.getObject(3, OffsetDateTime.class).toInstant()));
    }

    private static OffsetDateTime parameter(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
