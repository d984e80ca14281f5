package org.applicantrelay.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** The PostgreSQL of this JVM's tests: started once, or a running one that {@code relay.test.postgresql} names. */
final class PostgresqlServer {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)[^?]*(.*)");

    private static PostgresqlServer server;
    private static Exception failure;

    private final String admin;

    private PostgresqlServer(String admin) {
        this.admin = admin;
    }

    /** Throws where there is none; {@link RealParts} has skipped or failed such tests before. */
    static synchronized PostgresqlServer get() {
        if (!isAvailable()) {
            throw new IllegalStateException("No PostgreSQL", failure);
        }
        return server;
    }

    static synchronized boolean isAvailable() {
        if (server == null && failure == null) {
            try {
                server = start();
            } catch (IOException | SQLException | RuntimeException e) {
                failure = e;
            }
        }
        return server != null;
    }

    /** Why there is none. */
    static synchronized String failure() {
        return failure == null ? "" : failure.toString();
    }

    private static PostgresqlServer start() throws IOException, SQLException {
        String running = System.getProperty("relay.test.postgresql", "");
        if (!running.isEmpty()) {
            DriverManager.getConnection(running).close();
            return new PostgresqlServer(running);
        }
        // Nothing here has to outlive a crash.
        EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        return new PostgresqlServer(embedded.getJdbcUrl("postgres", "postgres"));
    }

    TestDatabase createDatabase() {
        String name = "relay_test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(admin);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of a test could not be created", e);
        }
        Properties parts = Driver.parseURL(admin, null);
        return new TestDatabase(
                URL.matcher(admin).replaceFirst("$1" + name + "$2"),
                parts.getProperty("user"),
                parts.getProperty("password", ""));
    }
}
