package org.applicantrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DatabaseTest
class TestDatabaseTest {

    @Test
    void isOfTheKindThatTheRunIsFor(@TempDir Path folder) throws SQLException {
        String expected = TestDatabase.isPostgresql() ? "PostgreSQL" : "H2";

        assertThat(product(TestDatabase.fresh())).isEqualTo(expected);
        assertThat(product(TestDatabase.in(folder))).isEqualTo(expected);
    }

    @Test
    void isEachTimeAnother() {
        assertThat(TestDatabase.fresh().url()).isNotEqualTo(TestDatabase.fresh().url());
    }

    private static String product(TestDatabase database) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.username(), database.password())) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }
}
