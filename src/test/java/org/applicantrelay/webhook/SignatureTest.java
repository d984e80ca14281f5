package org.applicantrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.applicantrelay.settings.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String SECRET = "signäture-secret";
    private static final String PREVIOUS = "previous-secret";

    private final Signature signature = new Signature(Secret.of(SECRET), Secret.of(PREVIOUS));

    @Test
    void isThatOfTheStandard() {
        // RFC 4231, test case 2, in both spellings.
        Signature jefe = new Signature(Secret.of("Jefe"), null);
        byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

        assertThat(jefe.isOf(body, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
                .isTrue();
        assertThat(jefe.isOf(body, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="))
                .isTrue();
    }

    @Test
    void genuineEventsAreTaken() {
        assertThat(SignedEvent.genuine(200, SECRET))
                .hasSize(200)
                .allMatch(event -> signature.isOf(event.body(), event.signature()));
        assertThat(SignedEvent.genuine(200, PREVIOUS))
                .allMatch(event -> signature.isOf(event.body(), event.signature()));
    }

    @Test
    void mutatedEventsAreNot() {
        assertThat(SignedEvent.mutated(1_000, SECRET))
                .hasSize(1_000)
                .noneMatch(event -> signature.isOf(event.body(), event.signature()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aBlankSecretBeforeIsNoKey(String previous) {
        Signature alone = new Signature(Secret.of(SECRET), previous == null ? null : Secret.of(previous));
        byte[] body = "type=ApplicationReceived".getBytes(StandardCharsets.US_ASCII);

        assertThat(alone.isOf(body, SignedEvent.of(body, SECRET).signature())).isTrue();
        assertThat(alone.isOf(body, SignedEvent.of(body, " ").signature())).isFalse();
        assertThat(alone.isOf(body, SignedEvent.of(body, PREVIOUS).signature())).isFalse();
    }
}
