package org.applicantrelay.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.privacy.SealingKeys.SealingKey;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals with the current key what is still sealed with the previous one, while work goes on: pass after pass over all
 * sealed records, on one replica at a time, until a whole pass finds none and no replica can have added any. A pass that
 * breaks off begins anew elsewhere, and is quick where the one before has been.
 */
@Component
public class Resealing {

    static final String POLLER = "resealing";

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);

    /** Of each second, so that it takes no worker's time to speak of. */
    private static final Duration WORK = Duration.ofMillis(200);

    private static final int ROWS_LOOKED_AT = 100;

    /** With the largest chunks, five megabytes. */
    private static final int ROWS_PER_COMMIT = 20;

    private final JdbcTemplate database;
    private final SealingKeys keys;
    private final Vault vault;
    private final DatabaseClock clock;
    private final Pollers pollers;
    private final TransactionTemplate transaction;

    private Pass pass;
    private long restUntil = System.nanoTime();
    private volatile boolean said;

    Resealing(
            JdbcTemplate database,
            SealingKeys keys,
            Vault vault,
            DatabaseClock clock,
            Pollers pollers,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
        this.pollers = pollers;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How far a pass is. */
    private static final class Pass {
        private final Instant begun;
        private int table;
        private List<Object> last;
        private long sealed;
        private long passedOver;
        private long damaged;

        Pass(Instant begun) {
            this.begun = begun;
        }

        boolean isOver() {
            return table == SealedTable.ALL.size();
        }
    }

    /** A row that has something to be sealed anew. */
    private record Found(SealedTable table, List<Object> key) {}

    /** Does a little of the work, where there is any; asked by the clock once a second, by one thread. */
    public void work() {
        if (vault.previousKeyId() == null || System.nanoTime() - restUntil < 0) {
            return;
        }
        Optional<Turn> turn = pollers.start(POLLER);
        if (turn.isEmpty()) {
            pass = null;
            return;
        }
        try {
            if (!step()) {
                pollers.finish(turn.get());
            }
        } catch (RuntimeException e) {
            pass = null;
            pollers.giveUp(turn.get());
            throw e;
        }
    }

    /** False where there is nothing to do for a while. */
    private boolean step() {
        if (pass == null && !begin()) {
            return false;
        }
        long end = System.nanoTime() + WORK.toNanos();
        while (!pass.isOver() && System.nanoTime() - end < 0) {
            page();
        }
        if (!pass.isOver()) {
            return true;
        }
        end(pass);
        pass = null;
        return false;
    }

    private boolean begin() {
        Optional<SealingKey> previous = keys.find(vault.previousKeyId());
        if (previous.isPresent() && previous.get().emptiedAt() == null) {
            said = false;
            if (previous.get().usedAt().isBefore(keys.silentBefore())) {
                pass = new Pass(clock.now());
                return true;
            }
        } else if (previous.isPresent()) {
            sayEmptied();
        }
        // Nobody has sealed with it yet, a replica still does, or all is done.
        rest(keys.quiet().dividedBy(2));
        return false;
    }

    private void end(Pass over) {
        if (over.damaged > 0) {
            LOG.error(
                    "{} records sealed with the previous encryption key cannot be opened with it: they are damaged",
                    over.damaged);
        }
        if (over.sealed > 0) {
            LOG.info("{} records were sealed anew with the current encryption key", over.sealed);
        }
        boolean foundNone = over.sealed == 0 && over.passedOver == 0;
        if (foundNone && keys.emptied(vault.previousKeyId(), over.begun)) {
            sayEmptied();
        }
        // What was read before it was sealed anew may be written back as it was: the next pass begins after that.
        rest(keys.quiet());
    }

    private void sayEmptied() {
        if (!said) {
            said = true;
            LOG.info("0 records are still sealed with the previous encryption key: remove"
                    + " relay.privacy.encryption-key-previous");
        }
    }

    private void rest(Duration time) {
        restUntil = System.nanoTime() + time.toNanos();
    }

    /** Looks at some rows, and seals anew what has to be. */
    private void page() {
        SealedTable table = SealedTable.ALL.get(pass.table);
        int columns = table.key().size();
        byte[] old = vault.previousKeyId();
        List<Found> found = new ArrayList<>();
        List<List<Object>> looked = database.query(
                table.page(pass.last == null, ROWS_LOOKED_AT),
                (row, number) -> {
                    List<Object> key = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        key.add(row.getObject(i));
                    }
                    for (int i = 1; i <= table.columns().size(); i++) {
                        if (Arrays.equals(row.getBytes(columns + i), old)) {
                            found.add(new Found(table, key));
                            break;
                        }
                    }
                    return key;
                },
                pass.last == null ? new Object[0] : table.behind(pass.last));
        for (int from = 0; from < found.size(); from += ROWS_PER_COMMIT) {
            List<Found> some = found.subList(from, Math.min(from + ROWS_PER_COMMIT, found.size()));
            transaction.executeWithoutResult(status -> some.forEach(this::sealAnew));
        }
        if (looked.size() < ROWS_LOOKED_AT) {
            pass.table++;
            pass.last = null;
        } else {
            pass.last = looked.get(looked.size() - 1);
        }
    }

    private void sealAnew(Found row) {
        List<Map<String, Object>> locked = database.query(
                row.table().lock(),
                (columns, number) -> changes(row, columns),
                row.key().toArray());
        if (locked.isEmpty()) {
            pass.passedOver++;
            return;
        }
        Map<String, Object> changes = locked.get(0);
        if (!changes.isEmpty()) {
            database.update(
                    row.table().update(changes.keySet()),
                    Stream.concat(changes.values().stream(), row.key().stream()).toArray());
            pass.sealed++;
        }
    }

    /** What is to be written, by columns. */
    private Map<String, Object> changes(Found row, ResultSet columns) throws SQLException {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (SealedTable.Column column : row.table().columns()) {
            byte[] value = columns.getBytes(column.name());
            if (value != null && Vault.isSealedWith(vault.previousKeyId(), column.record(value))) {
                try {
                    changes.putAll(column.sealedAnew(vault, value, row.key()));
                } catch (UnreadableRecordException e) {
                    pass.damaged++;
                }
            }
        }
        return changes;
    }
}
