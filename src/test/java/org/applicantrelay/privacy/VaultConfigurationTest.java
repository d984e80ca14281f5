package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.applicantrelay.settings.SettingsException;
import org.applicantrelay.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VaultConfigurationTest {

    private static final String GIVEN_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder;

    @Test
    void aKeyIsMadeBesideTheDatabaseAndUsedAgain() throws Exception {
        Vault first = vault(url());
        Path key = folder.resolve("data").resolve("relay.key");

        assertThat(Base64.getDecoder().decode(Files.readString(key))).hasSize(32);
        assertThat(key.getParent()).isDirectoryNotContaining(file -> !file.equals(key));
        assertThat(vault(url()).open(first.seal(new byte[] {7}, "row"), "row")).containsExactly(7);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadTheKey() throws Exception {
        vault(url());

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("data").resolve("relay.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDatabaseWhoseKeyIsGoneIsNotGivenANewOne() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.createFile(folder.resolve("data").resolve("relay.mv.db"));

        assertThatThrownBy(() -> vault(url()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("relay.key")
                .hasMessageContaining("put it back");
        assertThat(folder.resolve("data").resolve("relay.key")).doesNotExist();
    }

    @Test
    void aDamagedKeyFileIsRefusedAndLeftAlone() throws Exception {
        Path key = Files.createDirectory(folder.resolve("data")).resolve("relay.key");
        Files.writeString(key, "AAEC");

        assertThatThrownBy(() -> vault(url()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("damaged");
        assertThat(key).hasContent("AAEC");
    }

    @Test
    void aGivenKeyIsUsedAndNoneIsMade() {
        Vault given = vault(url(), "relay.privacy.encryption-key", GIVEN_KEY);
        byte[] sealed = new Vault(Base64.getDecoder().decode(GIVEN_KEY), null).seal(new byte[] {7}, "row");

        assertThat(given.open(sealed, "row")).containsExactly(7);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void thePreviousKeyStillReads() {
        byte[] sealed = vault(url(), "relay.privacy.encryption-key", GIVEN_KEY).seal(new byte[] {7}, "row");
        Vault rotated = vault(
                url(),
                "relay.privacy.encryption-key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "relay.privacy.encryption-key-previous",
                GIVEN_KEY);

        assertThat(rotated.open(sealed, "row")).containsExactly(7);
    }

    @Test
    void aDatabaseInTheHomeDirectoryHasItsKeyThereToo() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            vault("jdbc:h2:file:~/relay;WRITE_DELAY=0");
        } finally {
            System.setProperty("user.home", home);
        }

        assertThat(folder.resolve("relay.key")).exists();
    }

    @Test
    void aDatabaseInMemoryGetsAKeyThatDiesWithIt() {
        byte[] sealed = vault("jdbc:h2:mem:relay").seal(new byte[] {7}, "row");

        assertThatThrownBy(() -> vault("jdbc:h2:mem:relay").open(sealed, "row"))
                .isInstanceOf(UnreadableRecordException.class);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("data").resolve("relay") + ";WRITE_DELAY=0";
    }

    private static Vault vault(String url, String... settings) {
        return new VaultConfiguration().vault(TestSettings.relay(settings), url);
    }
}
