package org.applicantrelay.monitoring;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.ApplicationMeter;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.time.DatabaseClock;
import org.springframework.boot.actuate.health.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What lies in the database and has not come to a good end, for metrics and health: the same for all replicas. Read at
 * most every few seconds, however many ask, and by a thread of its own: a scrape asks for some two hundred gauges, and
 * each would wait for a database that is silent.
 */
@Component
class Backlog {

    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Below what a scrape waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** H2's index has what is never due before all else. */
    private static final String DUE = " where due_at > timestamp with time zone '1970-01-01 00:00:00+00'";

    private static final String UNDER_WAY =
            "select state, code, count(*), min(received_at) from application" + DUE + " group by state, code";

    /** By the codes that there are: to group by them, PostgreSQL would go through the whole table. */
    private static final String CODES = Arrays.stream(Fault.values())
            .map(fault -> "('" + fault + "')")
            .collect(Collectors.joining(", ", "(values ", ") known (code)"));

    private static final String HELD_UP = "select cast(? as varchar), code, (select count(*) from application a"
            + " where a.state = ? and a.code = known.code), null from " + CODES;

    private static final String DEAD_LETTERS = "select null, code, count(*), null from dead_letter"
            + " where resolved_at is null and discarded_at is null group by code";

    private static final String UNTOLD = "select null, null, count(*), min(processed_at) from outcome" + DUE;

    private static final String TO_BE_SEEN = "select null, null, count(*), min(asked_at) from erasure" + DUE;

    private static final String TASKS = "select null, null, count(*), null from erasure_task where done_at is null";

    private static final String SOURCES = "select name, finished_at from poller";

    private final JdbcTemplate database;
    private final DatabaseClock clock;

    private final ExecutorService reader = Executors.newSingleThreadExecutor(read -> {
        Thread thread = new Thread(read, "backlog");
        thread.setDaemon(true);
        return thread;
    });

    /** The last one, which may still be under way; null before the first. */
    private Future<Snapshot> reading;

    private long begunAt;
    private boolean waitedFor;

    Backlog(JdbcTemplate database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param oldest null where there are none, or where it is not asked for */
    private record Row(String state, String code, long number, Instant oldest) {}

    /**
     * All of one moment.
     *
     * @param applications that are under way or held up, by state and code; without a code under {@code none}
     * @param oldest when the longest of those came in that are under way; null where none is
     * @param deadLetters that somebody has yet to look after, by code
     * @param untold outcomes that idibu is still to be told
     * @param oldestUntold when the longest of them was decided; null where there is none
     * @param undeleted erased people whom idibu has not been seen to have deleted
     * @param tasks deletions in Jobtrain that nobody has proved yet
     * @param polls when the last whole turn of each poller ended, by its name
     */
    record Snapshot(
            Instant at,
            Map<Key, Long> applications,
            Instant oldest,
            Map<String, Long> deadLetters,
            long untold,
            Instant oldestUntold,
            long undeleted,
            long tasks,
            Map<String, Instant> polls) {

        /** How many are in that state, with any code. */
        long count(ApplicationState state) {
            return applications.entrySet().stream()
                    .filter(entry -> entry.getKey().state().equals(state.name()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        long count(ApplicationState state, String code) {
            return applications.getOrDefault(new Key(state.name(), code), 0L);
        }

        /** Since then; null where that is. */
        Duration since(Instant time) {
            return time == null ? null : Duration.between(time, at);
        }
    }

    /** A state and a code. */
    record Key(String state, String code) {}

    /**
     * As of now, or of a moment ago.
     *
     * @throws DataAccessException where the database fails or is silent; who asks while it is does not wait once more
     */
    synchronized Snapshot now() {
        if (reading == null || reading.isDone() && System.nanoTime() - begunAt > FRESH.toNanos()) {
            begunAt = System.nanoTime();
            waitedFor = false;
            reading = reader.submit(this::read);
        }
        Duration patience = waitedFor ? Duration.ZERO : PATIENCE;
        waitedFor = true;
        try {
            return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DataAccessResourceFailureException("The backlog cannot be read", e.getCause());
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("The backlog was not read in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("The backlog was not waited for");
        }
    }

    @PreDestroy
    void stop() {
        reader.shutdownNow();
    }

    /** As {@code judge} says of it; while the database cannot be read, that is unknown, and the database's own to say. */
    Health.Builder health(Function<Snapshot, Health.Builder> judge) {
        try {
            return judge.apply(now());
        } catch (DataAccessException e) {
            return Health.unknown().withDetail("state", "not readable");
        }
    }

    private Snapshot read() {
        List<Row> underWay = rows(UNDER_WAY);
        List<Row> all = Stream.of(underWay, heldUp(ApplicationState.PARKED), heldUp(ApplicationState.DEAD))
                .flatMap(List::stream)
                .toList();
        Map<Key, Long> applications = new HashMap<>();
        all.forEach(row -> applications.merge(new Key(row.state(), row.code()), row.number(), Long::sum));
        Map<String, Long> letters = new TreeMap<>();
        rows(DEAD_LETTERS).forEach(row -> letters.put(row.code(), row.number()));
        Row untold = rows(UNTOLD).get(0);
        Map<String, Instant> polls = new TreeMap<>();
        database.query(SOURCES, row -> {
            Instant finished = instant(row, 2);
            if (finished != null) {
                polls.put(row.getString(1), finished);
            }
        });
        return new Snapshot(
                clock.now(),
                applications,
                underWay.stream()
                        .map(Row::oldest)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                letters,
                untold.number(),
                untold.oldest(),
                rows(TO_BE_SEEN).get(0).number(),
                rows(TASKS).get(0).number(),
                polls);
    }

    private List<Row> heldUp(ApplicationState state) {
        return rows(HELD_UP, state.name(), state.name());
    }

    private List<Row> rows(String query, Object... parameters) {
        return database.query(
                query,
                (row, number) -> new Row(
                        row.getString(1),
                        row.getString(2) == null ? ApplicationMeter.NO_CODE : row.getString(2),
                        row.getLong(3),
                        instant(row, 4)),
                parameters);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
