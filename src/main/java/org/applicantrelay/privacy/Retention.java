package org.applicantrelay.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases here the personal data of what has ended long enough ago, in small transactions that wait for nobody. What remains
 * are ids, states and times. Whatever has not ended is left alone, however old it is.
 */
@Component
public class Retention {

    static final String POLLER = "retention";

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Of one transaction. */
    private static final int ROWS = 100;

    private static final int ENTRIES = 1_000;

    /** Whoever has staged it is gone. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private static final String ENDED =
            "state = :state and %s and finished_at >= :from and finished_at <= :until and purged_at is null";

    private static final String FORGET = "update application set applicant_name = null, applicant_email = null,"
            + " email_hash = null, purged_at = :now where id in (:ids)";

    private static final String LETTERS =
            "last_at >= :from and last_at <= :until and (input is not null or content_id is not null)";

    private final NamedParameterJdbcTemplate database;
    private final DatabaseClock clock;
    private final Pollers pollers;
    private final Contents contents;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final List<Sort> sorts;

    /** Where the walk over each sort goes on; a replica that begins goes through all that is purged once. */
    private final Map<Sort, Instant> reached = new HashMap<>();

    private volatile boolean stopping;

    Retention(
            NamedParameterJdbcTemplate database,
            DatabaseClock clock,
            Pollers pollers,
            Contents contents,
            Audit audit,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.clock = clock;
        this.pollers = pollers;
        this.contents = contents;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.sorts = sorts(relay.privacy());
    }

    private static List<Sort> sorts(RelayProperties.Privacy privacy) {
        List<Sort> sorts = new ArrayList<>();
        sorts.add(new Sort(What.APPLICATION, ApplicationState.DELIVERED, null, privacy.retention()));
        sorts.add(new Sort(What.APPLICATION, ApplicationState.DUPLICATE, null, privacy.retention()));
        // Code by code, as the index has them.
        for (Fault fault : Fault.values()) {
            sorts.add(new Sort(What.APPLICATION, ApplicationState.PARKED, fault, privacy.retentionParked()));
            sorts.add(new Sort(What.APPLICATION, ApplicationState.DEAD, fault, privacy.retentionDead()));
        }
        sorts.add(new Sort(What.LETTER, null, null, privacy.retentionDead()));
        sorts.add(new Sort(What.AUDIT, null, null, privacy.retentionAudit()));
        return sorts;
    }

    private enum What {
        APPLICATION,
        LETTER,
        AUDIT
    }

    /** What is kept for the same time, and found by the same index. */
    private record Sort(What what, ApplicationState state, Fault code, Duration retention) {

        String words() {
            return switch (what) {
                case APPLICATION -> "applications " + state;
                case LETTER -> "dead letters";
                case AUDIT -> "audit entries";
            };
        }
    }

    /** A row and the time that its retention counts from. */
    private record Ended(UUID id, Instant at) {}

    /** One replica's turn. */
    public static final class Run {
        private final Turn turn;
        private final Instant now;
        private final Map<String, Integer> erased = new LinkedHashMap<>();
        private int sort;
        private boolean over;

        private Run(Turn turn, Instant now) {
            this.turn = turn;
            this.now = now;
        }

        /** The database's time that retentions end by. */
        public Instant now() {
            return now;
        }

        /** Whether there may be more to erase; asked by the route. */
        public boolean isOpen() {
            return !over;
        }
    }

    /** A run to be made now, or null: another replica makes it. */
    public Run begin() {
        return pollers.start(POLLER).map(turn -> new Run(turn, clock.now())).orElse(null);
    }

    /** Erases the next few, in one transaction. */
    public void batch(Run run) {
        int erased = 0;
        while (erased == 0 && run.isOpen()) {
            Sort sort = sorts.get(run.sort);
            erased = erase(sort, run.now);
            run.erased.merge(sort.words(), erased, Integer::sum);
            if (erased == 0) {
                run.sort++;
            }
            run.over = stopping || run.sort == sorts.size();
        }
        run.over |= !pollers.renew(run.turn);
    }

    /** Ends a run, and says what it has erased. */
    public void finish(Run run) {
        String words = run.erased.entrySet().stream()
                .filter(sort -> sort.getValue() > 0)
                .map(sort -> sort.getValue() + " " + sort.getKey())
                .collect(Collectors.joining(", "));
        if (!words.isEmpty()) {
            LOG.info("Their retention had ended, and they were erased here: {}", words);
        }
        contents.clearStaged(run.now.minus(LEFT_OVER));
        pollers.finish(run.turn);
    }

    /** A stop does not wait for all batches of a run. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private int erase(Sort sort, Instant now) {
        return transaction.execute(status -> {
            int erased =
                    switch (sort.what()) {
                        case APPLICATION -> eraseApplications(sort, now);
                        case LETTER -> eraseLetters(sort, now);
                        case AUDIT -> audit.forgetBefore(now.minus(sort.retention()), ENTRIES);
                    };
            // Of the log itself: it would never end.
            if (erased > 0 && sort.what() != What.AUDIT) {
                audit.note(
                        "retention",
                        "erased",
                        sort.words(),
                        erased + (sort.code() == null ? "" : " " + sort.code()) + ", ended by "
                                + LondonTime.format(now.minus(sort.retention())));
            }
            return erased;
        });
    }

    private int eraseApplications(Sort sort, Instant now) {
        String ended = ENDED.formatted(sort.code() == null ? "code is null" : "code = :code");
        MapSqlParameterSource parameters = until(sort, now)
                .addValue("state", sort.state().name())
                .addValue("code", sort.code() == null ? null : sort.code().name())
                .addValue("now", time(clock.now()));
        // By the code as well, though it is one: so the index has them.
        List<UUID> ids = lock(
                sort,
                "select id, finished_at from application where " + ended + " order by code, finished_at limit " + ROWS,
                "select id from application where id in (:ids) and " + ended + " for update skip locked",
                parameters);
        if (ids.isEmpty()) {
            return 0;
        }
        database.update("delete from content where application_id in (:ids)", parameters);
        if (sort.code() != null) {
            // It may quote a partner.
            database.update(
                    "update outcome set error = :code where application_id in (:ids) and success = false", parameters);
        }
        return database.update(FORGET, parameters);
    }

    private int eraseLetters(Sort sort, Instant now) {
        MapSqlParameterSource parameters = until(sort, now);
        List<UUID> ids = lock(
                sort,
                "select id, last_at from dead_letter where " + LETTERS + " order by last_at limit " + ROWS,
                "select id from dead_letter where id in (:ids) and " + LETTERS + " for update skip locked",
                parameters);
        if (ids.isEmpty()) {
            return 0;
        }
        List<UUID> kept = database.queryForList(
                "select content_id from dead_letter where id in (:ids) and content_id is not null",
                parameters,
                UUID.class);
        int erased = database.update(
                "update dead_letter set input = null, content_id = null where id in (:ids)", parameters);
        if (!kept.isEmpty()) {
            database.update("delete from content where id in (:kept)", parameters.addValue("kept", kept));
        }
        return erased;
    }

    /** The next rows that nobody else has locked, in the parameter {@code ids}. */
    private List<UUID> lock(Sort sort, String find, String lock, MapSqlParameterSource parameters) {
        parameters.addValue("from", time(reached.getOrDefault(sort, Instant.EPOCH)));
        List<Ended> found = database.query(
                find,
                parameters,
                (row, number) -> new Ended(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant()));
        if (found.isEmpty()) {
            return List.of();
        }
        parameters.addValue("ids", found.stream().map(Ended::id).toList());
        List<UUID> locked = database.queryForList(lock, parameters, UUID.class);
        parameters.addValue("ids", locked);
        // Not past one that somebody works on at this moment.
        Ended next = found.stream()
                .filter(row -> !locked.contains(row.id()))
                .findFirst()
                .orElse(found.get(found.size() - 1));
        reached.put(sort, next.at());
        return locked;
    }

    private static MapSqlParameterSource until(Sort sort, Instant now) {
        return new MapSqlParameterSource("until", time(now.minus(sort.retention())));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
