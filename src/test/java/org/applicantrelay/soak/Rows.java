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
