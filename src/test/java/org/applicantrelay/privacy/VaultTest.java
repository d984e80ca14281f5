package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

    private static final byte[] PLAIN = "Anna Example".getBytes(StandardCharsets.UTF_8);

    private final Vault vault = new Vault(key(1), null);

    @Test
    void whatWasSealedOpensAgain() {
        assertThat(vault.open(vault.seal(PLAIN, "row 1"), "row 1")).isEqualTo(PLAIN);
        assertThat(vault.open(vault.seal(new byte[0], "row 1"), "row 1")).isEmpty();
        byte[] chunk = new byte[256 * 1024];
        assertThat(vault.open(vault.seal(chunk, "row 1"), "row 1")).isEqualTo(chunk);
    }

    @Test
    void sealingTwiceGivesDifferentRecordsWithoutThePlainText() {
        byte[] sealed = vault.seal(PLAIN, "row 1");

        assertThat(vault.seal(PLAIN, "row 1")).isNotEqualTo(sealed);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Anna");
    }

    @Test
    void aRecordMovedToAnotherRowDoesNotOpen() {
        byte[] sealed = vault.seal(PLAIN, "row 1");

        assertThatThrownBy(() -> vault.open(sealed, "row 2"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("belongs to another row");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16, 17, 20, -1})
    void aDamagedRecordDoesNotOpen(int position) {
        byte[] sealed = vault.seal(PLAIN, "row 1");
        sealed[position < 0 ? sealed.length - 1 : position] ^= 1;

        assertThatThrownBy(() -> vault.open(sealed, "row 1"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 18, 32, 33})
    void aRecordCutShortDoesNotOpen(int length) {
        byte[] sealed = Arrays.copyOf(vault.seal(PLAIN, "row 1"), length);

        assertThatThrownBy(() -> vault.open(sealed, "row 1")).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void aRecordOfAnotherVersionDoesNotOpen() {
        byte[] sealed = vault.seal(PLAIN, "row 1");
        sealed[0] = 2;

        assertThatThrownBy(() -> vault.open(sealed, "row 1")).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void anotherKeyIsNamedAsTheReason() {
        byte[] sealed = new Vault(key(2), null).seal(PLAIN, "row 1");

        assertThatThrownBy(() -> vault.open(sealed, "row 1"))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("relay.privacy.encryption-key");
    }

    @Test
    void afterARotationThePreviousKeyStillReadsAndTheNewOneWrites() {
        byte[] old = vault.seal(PLAIN, "row 1");
        Vault rotated = new Vault(key(2), key(1));

        assertThat(rotated.open(old, "row 1")).isEqualTo(PLAIN);
        assertThat(new Vault(key(2), null).open(rotated.seal(PLAIN, "row 1"), "row 1"))
                .isEqualTo(PLAIN);
    }

    @Test
    void theEmailHashKnowsNoCaseAndNoSpacesAround() {
        assertThat(vault.emailHash("Anna@Example.ORG ")).isEqualTo(vault.emailHash("anna@example.org"));
        assertThat(vault.emailHash("anna@example.org"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(vault.emailHash("bo@example.org"));
    }

    @Test
    void theEmailHashIsKeyed() {
        assertThat(new Vault(key(2), null).emailHash("anna@example.org"))
                .isNotEqualTo(vault.emailHash("anna@example.org"));
        assertThat(new Vault(key(1), key(2)).emailHash("anna@example.org"))
                .isEqualTo(vault.emailHash("anna@example.org"));
    }

    @Test
    void afterARotationAPersonIsFoundByTheHashOfEitherKey() {
        String email = "anna@example.org";
        assertThat(vault.emailHashes(email)).containsExactly(vault.emailHash(email));
        assertThat(new Vault(key(2), key(1)).emailHashes("Anna@Example.org"))
                .containsExactly(new Vault(key(2), null).emailHash(email), vault.emailHash(email));
    }

    @Test
    void aPlainDigestIsSha256() {
        assertThat(Vault.sha256(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
