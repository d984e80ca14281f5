package org.applicantrelay.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.applicantrelay.privacy.Vault;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * An empty database for one test, or for the tests that share a Spring context, of the kind that the run is for: H2, and
 * in a second run PostgreSQL. The tests start their own server, unless the system property
 * {@code relay.test.postgresql} is {@code jdbc:postgresql://host/database?user=...&password=...}: a running one that
 * preloads pg_stat_statements, with a user who may create databases and extensions. The databases stay there.
 */
public record TestDatabase(String url, String username, String password) {

    /** In memory where it is an H2. */
    public static TestDatabase fresh() {
        return isPostgresql()
                ? PostgresqlServer.get().createDatabase()
                : h2("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    /** In {@code folder} where it is an H2. */
    public static TestDatabase in(Path folder) {
        return isPostgresql() ? postgresql() : h2In(folder);
    }

    /** An H2 in {@code folder}, whatever the run is for. */
    public static TestDatabase h2In(Path folder) {
        return h2("file:" + folder.resolve("relay") + ";WRITE_DELAY=0");
    }

    /** On PostgreSQL, whatever the run is for; throws where there is none. */
    public static TestDatabase postgresql() {
        return PostgresqlServer.get().createDatabase();
    }

    /** Whether this run is for PostgreSQL. */
    public static boolean isPostgresql() {
        return Boolean.getBoolean("relay.test.on-postgresql");
    }

    private static TestDatabase h2(String where) {
        return new TestDatabase("jdbc:h2:" + where + ";LOCK_TIMEOUT=10000", "relay", "");
    }

    /** The settings of a relay on it; beside an H2 file it makes an encryption key of its own. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", username);
        settings.put("spring.datasource.password", password);
        if (!url.startsWith("jdbc:h2:file:")) {
            // The same for each relay on it.
            byte[] key = Vault.sha256().digest(url.getBytes(StandardCharsets.UTF_8));
            settings.put("relay.privacy.encryption-key", Base64.getEncoder().encodeToString(key));
            settings.put("relay.privacy.journal", journal().toString());
        }
        return settings;
    }

    private static Path journal() {
        try {
            Path file = Files.createTempFile("relay", ".erased");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for the context of a Spring test. */
    public void register(DynamicPropertyRegistry registry) {
        settings().forEach((name, value) -> registry.add(name, () -> value));
    }
}
