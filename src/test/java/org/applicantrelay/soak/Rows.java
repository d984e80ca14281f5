package org.applicantrelay.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.applicantrelay.database.TestDatabase;

/** What the replicas have written down, read beside them. */
record Rows(TestDatabase database) {

    /** How many applications are in each state, with its code where it has one. */
    Map<String, Long> states() {
        return counts("select state || coalesce(' ' || code, ''), count(*) from application group by 1");
    }

    /** All attempts at delivery. */
    long attempts() {
        return number("select coalesce(sum(attempts), 0) from application");
    }

    /** How many applications were found in Jobtrain, and not sent again. */
    long adopted() {
        return number("select count(*) from timeline_entry where note like '%made by an earlier attempt'");
    }

    /** How many attempts have taken over what another replica had left. */
    long takenOver() {
        return number("select count(*) from timeline_entry where note like '%taken over%'");
    }

    /** How many creates were in doubt, not found in Jobtrain, and sent again. */
    long sentAgain() {
        return number("select count(*) from timeline_entry where note like 'not in Jobtrain%'");
    }

    /** How many outcomes idibu is still to be told. */
    long untold() {
        return number("select count(*) from outcome where due_at is not null");
    }

    /** Inputs that could not become an application. */
    long deadLetters() {
        return number("select count(*) from dead_letter");
    }

    /** Adds applications that were delivered half a year ago, each with raw input and a file. */
    void addExpired(int count) {
        String bytes = "(select decode(string_agg(md5(n || ' ' || i), ''), 'hex') from generate_series(1, %d) i)";
        execute("""
                insert into application (id, track_id, channel, channels, state, applicant_name, applicant_email, email_hash,
                    received_at, trying_since, fence, attempts, candidate_id, application_id, finished_at, fetched)
                select gen_random_uuid(), 9000000 + n, 'LISTING', 'LISTING', 'DELIVERED', '\\x00', '\\x00', md5(n::text),
                    now() - interval '200' day, now() - interval '200' day, 1, 1, 9000000 + n, 9000000 + n,
                    now() - interval '190' day, true
                from generate_series(1, %d) n""".formatted(count));
        execute("""
                insert into content (id, application_id, kind, position, size, kept_at, sealed)
                select gen_random_uuid(), a.id, kind, 0, 1000, now(), case when kind <> 'FILE' then %s end
                from application a, (values ('LISTING'), ('DETAIL'), ('FILE')) kinds (kind),
                    lateral (select a.track_id::bigint) tracks (n)
                where a.finished_at < now() - interval '180' day""".formatted(bytes.formatted(60)));
        execute("""
                insert into content_chunk
                select c.id, 0, %s from content c, lateral (select c.id::text) ids (n)
                where c.kind = 'FILE' and c.sealed is null and not exists (
                    select 1 from content_chunk k where k.content_id = c.id)""".formatted(bytes.formatted(250)));
        execute("analyze");
    }

    /** How many applications have lost their personal data. */
    long purged() {
        return number("select count(*) from application where purged_at is not null");
    }

    /**
     * Milliseconds from received to delivered that 99 of 100 applicants took at most.
     *
     * @param which the applications, in SQL
     */
    long p99(String which) {
        return number("select round(1000 * percentile_disc(0.99) within group ("
                + "order by extract(epoch from finished_at - received_at))) from application where state = 'DELIVERED'"
                + " and purged_at is null and " + which);
    }

    /** How many applications those are. */
    long count(String which) {
        return number("select count(*) from application where " + which);
    }

    private void execute(String statement) {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of the run refused a statement", e);
        }
    }

    private long number(String query) {
        return counts("select 'one', (" + query + ")").get("one");
    }

    private Map<String, Long> counts(String query) {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            Map<String, Long> counts = new TreeMap<>();
            while (found.next()) {
                counts.put(found.getString(1), found.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("The database of the run did not answer", e);
        }
    }
}
