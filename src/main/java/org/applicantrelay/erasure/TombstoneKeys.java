package org.applicantrelay.erasure;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The keys of all tombstones: the database's own, which the first of its replicas has made, and those that a journal has
 * brought from another database. Each is sealed with the encryption key, here, where a rotation seals it anew as it does
 * all else, and in the journal, which gets another copy at the first start with another key.
 */
@Component
class TombstoneKeys {

    private static final Logger LOG = LoggerFactory.getLogger(TombstoneKeys.class);

    /** The database's own; one from elsewhere has its id behind that. */
    static final String OWN = "tombstone";

    private static final String CONTEXT = "tombstone key";

    private final JdbcTemplate database;
    private final Vault vault;
    private volatile List<TombstoneKey> keys = List.of();

    TombstoneKeys(JdbcTemplate database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** The first is the one that new tombstones are made with. */
    List<TombstoneKey> all() {
        return keys;
    }

    /** @throws JournalException where it cannot be opened, and so nobody can be erased */
    TombstoneKey own() {
        return keys.stream()
                .findFirst()
                .orElseThrow(() -> new JournalException("The key by which erased people would be known again cannot be"
                        + " opened: set relay.privacy.encryption-key-previous to the key before. Where that is lost for"
                        + " good, delete the rows of the table privacy_key; no tombstone was made with them."));
    }

    /** As the journal keeps it. */
    byte[] seal(TombstoneKey key) {
        return vault.seal(key.bytes(), CONTEXT);
    }

    /** Whether {@code sealed} is sealed with the encryption key of now. */
    boolean isCurrent(byte[] sealed) {
        return vault.isSealedWithCurrentKey(sealed);
    }

    /**
     * Reads the database's keys and takes in those of the journal.
     *
     * @param sealed by key id, as the journal has them
     * @throws SettingsException where one cannot be opened
     */
    void load(Map<String, List<byte[]>> sealed) {
        Map<String, TombstoneKey> journaled = new LinkedHashMap<>();
        sealed.forEach((id, copies) -> journaled.put(id, openAny(copies)));
        if (database.queryForList("select name from privacy_key where name = ?", String.class, OWN)
                .isEmpty()) {
            add(OWN, journaled.values().stream().findFirst().orElseGet(TombstoneKeys::make));
        }
        Map<String, TombstoneKey> known = known();
        journaled.forEach((id, key) -> {
            if (!known.containsKey(id)) {
                add(OWN + " " + id, key);
                known.put(id, key);
            }
        });
        keys = List.copyOf(known.values());
    }

    private Map<String, TombstoneKey> known() {
        Map<String, TombstoneKey> known = new LinkedHashMap<>();
        database.query(
                "select name, sealed from privacy_key where name like 'tombstone%' order by name",
                row -> {
                    byte[] sealed = row.getBytes("sealed");
                    TombstoneKey key = open(row.getString("name"), sealed);
                    if (key != null) {
                        known.put(key.id(), key);
                    }
                });
        return known;
    }

    /** Null where it cannot be opened, and nobody was erased yet: the relay can do without it till then. */
    private TombstoneKey open(String name, byte[] sealed) {
        boolean isUsed =
                Boolean.TRUE.equals(database.queryForObject("select count(*) > 0 from tombstone", Boolean.class));
        try {
            return isUsed ? openAny(List.of(sealed)) : new TombstoneKey(vault.open(sealed, CONTEXT));
        } catch (UnreadableRecordException e) {
            LOG.warn("The key {} cannot be opened, so that nobody can be erased now: {}", name, e.getMessage());
            return null;
        }
    }

    private static TombstoneKey make() {
        byte[] bytes = new byte[TombstoneKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return new TombstoneKey(bytes);
    }

    /** Of two replicas that start at once the first makes it, and the second reads it. */
    private void add(String name, TombstoneKey key) {
        try {
            database.update("insert into privacy_key (name, sealed) values (?, ?)", name, seal(key));
        } catch (DuplicateKeyException e) {
            // It is there then.
        }
    }

    private TombstoneKey openAny(List<byte[]> copies) {
        for (byte[] sealed : copies) {
            try {
                return new TombstoneKey(vault.open(sealed, CONTEXT));
            } catch (UnreadableRecordException e) {
                // Another copy may be sealed with another key.
            }
        }
        throw new SettingsException(
                List.of("The key by which erased people are known again cannot be opened, and without it"
                        + " they could come back: set relay.privacy.encryption-key or encryption-key-previous to the key that was"
                        + " in force when the journal of erasures, or the database, was last written."));
    }
}
