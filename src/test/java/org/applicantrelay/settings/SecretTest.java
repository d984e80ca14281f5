package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.applicantrelay.logging.SecretMask;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void itNeverShowsItself() {
        Secret secret = Secret.of("velvet-underground");

        assertThat(secret).hasToString("***");
        assertThat("" + TestSettings.relay("relay.idibu.hash", "velvet-underground"))
                .doesNotContain("velvet");
        assertThat(secret.reveal()).isEqualTo("velvet-underground");
    }

    @Test
    void onceReadItIsMaskedInEveryLine() {
        Secret.of("purple-rain-1984");

        assertThat(SecretMask.mask("hash=purple-rain-1984&count=100")).isEqualTo("hash=***&count=100");
    }

    @Test
    void anEmptyOneIsBlank() {
        assertThat(Secret.of(" ").isBlank()).isTrue();
        assertThat(Secret.of("x").isBlank()).isFalse();
    }
}
