package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.applicantrelay.settings.H2Url;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the journal of erasures: where it is set, else beside the H2 file, else in {@code ./data}. */
@Configuration(proxyBeanMethods = false)
class JournalFile {

    private static final String ENDING = ".erased";

    @Bean
    Journal journal(RelayProperties relay, @Value("${spring.datasource.url}") String datasourceUrl) {
        return new Journal(place(relay.privacy().journal(), datasourceUrl));
    }

    static Path place(String given, String datasourceUrl) {
        if (given != null && !given.isBlank()) {
            Path named = Path.of(given.strip());
            return Files.isDirectory(named) ? named.resolve("applicant-relay" + ENDING) : named;
        }
        if (datasourceUrl.startsWith("jdbc:h2:mem:")) {
            return dyingWithTheProcess();
        }
        return H2Url.file(datasourceUrl)
                .map(database -> database.resolveSibling(database.getFileName() + ENDING))
                .orElse(Path.of("data", "applicant-relay" + ENDING));
    }

    /** Beside a database in memory, whose key is gone with it. */
    private static Path dyingWithTheProcess() {
        try {
            Path file = Files.createTempFile("applicant-relay", ENDING);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("No file can be made beside a database in memory", e);
        }
    }
}
