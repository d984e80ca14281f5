package org.applicantrelay.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Three options of H2 that an operator need not know. It must not close itself at SIGTERM, beside Spring: what is under way
 * could not be finished or released; the database closes with its last connection. And who waits for a row may wait longer
 * than 2 s: H2 lets all who wait try again by chance, and of several channels that bring one applicant at once on a busy
 * machine the last would be refused. And a connection remembers as many statements as the relay has: with H2's 8 most
 * would be parsed and planned anew each time.
 */
public class H2Url implements EnvironmentPostProcessor {

    private static final String URL = "spring.datasource.url";
    private static final String FILE = "jdbc:h2:file:";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String given = environment.getProperty(URL, "");
        String url = given;
        if (given.startsWith(FILE)) {
            url = with(url, "DB_CLOSE_ON_EXIT", "FALSE");
        }
        if (given.startsWith("jdbc:h2:")) {
            url = with(url, "LOCK_TIMEOUT", "10000");
            url = with(url, "QUERY_CACHE_SIZE", "128");
        }
        if (!url.equals(given)) {
            environment.getPropertySources().addFirst(new MapPropertySource("h2 url", Map.of(URL, url)));
        }
    }

    /** The file of an H2 database, without its endings; empty for any other URL. */
    public static Optional<Path> file(String url) {
        if (!url.startsWith(FILE)) {
            return Optional.empty();
        }
        String name = url.substring(FILE.length()).split(";", 2)[0];
        // H2's own spelling of the home directory.
        return Optional.of(Path.of(name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name));
    }

    private static String with(String url, String option, String value) {
        return url.toUpperCase(Locale.ROOT).contains(";" + option + "=") ? url : url + ";" + option + "=" + value;
    }
}
