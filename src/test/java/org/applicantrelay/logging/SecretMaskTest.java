package org.applicantrelay.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mask's list lives as long as the process, so each test hides words of its own. */
class SecretMaskTest {

    @Test
    void aSecretIsMaskedInEverySpelling() {
        String secret = "a+b/c =\u00fc&d";
        SecretMask.hide(secret);
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));

        assertThat(SecretMask.mask("plain " + secret + ", query a%2Bb%2Fc+%3D%C3%BC%26d, base64 " + base64 + "."))
                .isEqualTo("plain ***, query ***, base64 ***.");
    }

    @Test
    void aSecretThatIsPartOfAnotherLeavesNothingOfIt() {
        SecretMask.hide("saffron");
        SecretMask.hide("saffron-walden");

        assertThat(SecretMask.mask("[saffron-walden] [saffron]")).isEqualTo("[***] [***]");
    }

    @Test
    void wordsTooShortToProtectAnythingAreNotHidden() {
        assertThatCode(() -> SecretMask.hide(null)).doesNotThrowAnyException();
        SecretMask.hide("");
        SecretMask.hide("  ");
        SecretMask.hide("qz");

        assertThat(SecretMask.mask("aqzb")).isEqualTo("aqzb");
    }

    @Test
    void theNewestTokensAreMaskedAndOldOnesForgotten() {
        for (int i = 10; i < 30; i++) {
            SecretMask.hideToken("token-number-" + i);
        }

        assertThat(SecretMask.mask("token-number-29")).isEqualTo("***");
        assertThat(SecretMask.mask("token-number-22")).isEqualTo("***");
        assertThat(SecretMask.mask("token-number-21")).isEqualTo("token-number-21");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "anna.b-c_d+jobs@mail.example.co.uk",
                "anna%40example.org",
                "anna%2Bjobs%40example.org",
                "zo\u00eb@example.org",
                "anna@b\u00fccher.example",
                "o'neil@example.org",
                "ANNA@EXAMPLE.ORG"
            })
    void anEmailAddressIsMasked(String address) {
        assertThat(SecretMask.mask("candidate " + address + " applied")).isEqualTo("candidate ***@*** applied");
    }

    @ParameterizedTest
    @CsvSource({
        "'?Email=anna%40example.org&PageNo=1', ?Email=***@***&PageNo=1",
        "'<anna@example.org>, <bo@example.org>', '<***@***>, <***@***>'",
        "from=anna@example.org., from=***@***",
        "'\"email\":\"anna@example.org\"', '\"email\":\"***@***\"'"
    })
    void onlyTheAddressIsMasked(String text, String masked) {
        assertThat(SecretMask.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.applicantrelay.http.PartnerHttp@5e9f23b4",
                "Connection@1a2b3c, closed. Next",
                "camel@1a2b3c.",
                "a @ b",
                "100%40"
            })
    void whatOnlyLooksAlikeStays(String text) {
        assertThat(SecretMask.mask(text)).isEqualTo(text);
    }

    @Test
    void aLongAnswerIsMaskedInLinearTime() {
        String answer = "x".repeat(2_000_000) + " @ " + "%2B".repeat(500_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(SecretMask.mask(answer)).isEqualTo(answer));
    }
}
