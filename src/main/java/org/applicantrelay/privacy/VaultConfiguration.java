package org.applicantrelay.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.applicantrelay.settings.H2Url;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.Secret;
import org.applicantrelay.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the key that personal data is sealed with, or makes one beside an H2 file that has none yet. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(VaultConfiguration.class);
    private static final int KEY_BYTES = 32;

    @Bean
    Vault vault(RelayProperties relay, @Value("${spring.datasource.url}") String datasourceUrl) {
        Secret given = relay.privacy().encryptionKey();
        byte[] key = given != null && !given.isBlank() ? decode(given.reveal()) : ownKey(datasourceUrl);
        Secret previous = relay.privacy().encryptionKeyPrevious();
        return new Vault(key, previous != null && !previous.isBlank() ? decode(previous.reveal()) : null);
    }

    /** A key that is missing must be noticed before H2 makes a database file where none was. */
    @Bean
    static AbstractDependsOnBeanFactoryPostProcessor vaultBeforeDatabase() {
        return new AbstractDependsOnBeanFactoryPostProcessor(DataSource.class, "vault") {};
    }

    private static byte[] ownKey(String datasourceUrl) {
        if (H2Url.file(datasourceUrl).isEmpty()) {
            // A database in memory: what it holds dies with the process, and so may its key.
            return randomKey();
        }
        Path database = H2Url.file(datasourceUrl).get();
        Path file = database.resolveSibling(database.getFileName() + ".key").toAbsolutePath();
        try {
            if (Files.notExists(file) && Files.exists(database.resolveSibling(database.getFileName() + ".mv.db"))) {
                throw new SettingsException(List.of("The key file " + file.getFileName()
                        + " beside the H2 database is gone, and without it the personal data there cannot be read:"
                        + " put it back, or set relay.privacy.encryption-key."));
            }
            return Files.exists(file) ? decode(Files.readString(file).strip()) : makeKey(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file beside the H2 database cannot be read or made", e);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of("The key file " + file.getFileName()
                    + " beside the H2 database is damaged: put the right one back."));
        }
    }

    private static byte[] makeKey(Path file) throws IOException {
        byte[] key = randomKey();
        Path folder = Files.createDirectories(file.getParent());
        // Whole or not at all: a half-written key after a crash would lock the relay out of its own database.
        Path fresh = Files.createTempFile(folder, "key", null, OwnerOnly.file());
        Files.writeString(
                fresh, Base64.getEncoder().encodeToString(key), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Made the encryption key {}: keep a copy of it apart from the database", file);
        return key;
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static byte[] decode(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("not " + KEY_BYTES + " bytes");
        }
        return key;
    }
}
