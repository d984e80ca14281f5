package org.applicantrelay.erasure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Waits for those who are writing: whoever has written, or locked a row, before the tombstones were committed may not have
 * seen them. Whoever writes later sees them, for intake, delivery and dead letters ask behind their first write or lock.
 */
@Component
class Writers {

    private static final List<String> TABLES = List.of("applicant_key", "application", "dead_letter");

    private final JdbcTemplate database;

    Writers(DataSource database) {
        this.database = new JdbcTemplate(database);
    }

    /**
     * Returns when all are done; not in a transaction.
     *
     * @throws DataAccessException where one goes on for too long: the erasure is to be asked for again
     */
    void await() {
        database.execute((ConnectionCallback<Void>) connection -> {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                onPostgresql(connection);
            } else {
                onH2(connection);
            }
            return null;
        });
    }

    /**
     * A lock beside which nobody may write or lock a row; those who want to wait behind it, so it must not wait for long. One
     * table at a time: whoever holds one of them may want another.
     */
    private static void onPostgresql(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("set local lock_timeout = '10s'");
                statement.execute("lock table " + table + " in exclusive mode");
                connection.rollback();
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** H2 has no such statement, but one that changes nothing here and takes the same lock, and commits. */
    private static void onH2(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("alter table " + table + " set referential_integrity true nocheck");
            }
        }
    }
}
