package org.applicantrelay.database;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * An empty database for one test, or for the tests that share a Spring context. The system property
 * {@code relay.test.database} says of which kind: {@code h2}, which is the default, {@code postgresql} for one that the
 * tests start themselves, or {@code jdbc:postgresql://host/database?user=...&password=...} for a running server, whose
 * user may create databases and extensions, and which preloads pg_stat_statements.
 */
public record TestDatabase(String url, String username, String password) {

    private static final String KIND = System.getProperty("relay.test.database", "h2");

    /** In memory where it is an H2. */
    public static TestDatabase fresh() {
        return isPostgresql() ? postgresql() : h2("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    /** In {@code folder} where it is an H2. */
    public static TestDatabase in(Path folder) {
        return isPostgresql() ? postgresql() : h2("file:" + folder.resolve("relay") + ";WRITE_DELAY=0");
    }

    /** On PostgreSQL, whatever the other tests run on. */
    public static TestDatabase postgresql() {
        return PostgresqlServer.get().createDatabase();
    }

    /** Whether the tests run on PostgreSQL. */
    public static boolean isPostgresql() {
        return !KIND.equals("h2");
    }

    private static TestDatabase h2(String where) {
        return new TestDatabase("jdbc:h2:" + where, "relay", "");
    }

    /** The settings of a relay on it; beside an H2 file it makes an encryption key of its own. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", username);
        settings.put("spring.datasource.password", password);
        if (!url.startsWith("jdbc:h2:file:")) {
            byte[] key = new SecureRandom().generateSeed(32);
            settings.put("relay.privacy.encryption-key", Base64.getEncoder().encodeToString(key));
        }
        return settings;
    }

    /** The same for the context of a Spring test. */
    public void register(DynamicPropertyRegistry registry) {
        settings().forEach((name, value) -> registry.add(name, () -> value));
    }
}
