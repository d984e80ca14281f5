package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "apiKey",
                "api-key",
                "relay.idibu.hash",
                "CLIENT_SECRET",
                "Authorization",
                "jobtrainToken"
            })
    void aNameSaysThatItIsACredential(String name) {
        assertThat(SecretWords.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apiKeyHeader", "apiPasswordField", "hashField", "tokenUrl", "key", "nodePrefixId", "trackId"})
    void aNameThatOnlySpeaksOfOneIsNone(String name) {
        assertThat(SecretWords.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://relay:sesame@ws.idibu.com/ws",
                "?id=7&hash=a1b2c3d4",
                "Authorization: Bearer abcdefgh",
                "3f2c9a7be14d58c0716f2e9d3b8a4c55",
                "k9XvQ2mLr7Tz0KpW4vB8nYd3",
                "QmFzZTY0IG9mIDMyIGJ5dGVzIQ==7"
            })
    void aWordLooksLikeACredential(String text) {
        assertThat(SecretWords.isIn(text)).isTrue();
        assertThat(SecretWords.mask(text, Set.of())).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.applicantrelay.jobtrain.RemoteApplications$RemoteApplication",
                "kamelet:jobtrain-application-action",
                "uri: \"jslt:{{relay.routes-location}}/mapping/application-to-jobtrain.jslt\"",
                "https://ws.idibu.com/ws/rest/v1/applicants/4711/files",
                "Bearer ${variable.jobtrainToken}",
                "hash={{relay.idibu.hash}}",
                "2026-11-21T08:00:00.000+00:00",
                "============================================"
            })
    void anOrdinaryLineIsLeftAsItIs(String text) {
        assertThat(SecretWords.isIn(text)).isFalse();
    }
}
