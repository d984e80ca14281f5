package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

class ConsoleUsersTest {

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    @Test
    void thePlainPasswordOfTheSettingsIsKeptAsAHash() {
        UserDetails ada = users("relay.console.username", "ada", "relay.console.password", "ada's own")
                .get(0);

        assertThat(ada.getPassword()).startsWith("{bcrypt}").doesNotContain("ada's own");
        assertThat(encoder.matches("ada's own", ada.getPassword())).isTrue();
    }

    @Test
    void aHashOfTheSettingsIsKeptAsItIs() {
        String hash = "{pbkdf2@SpringSecurity_v5_8}"
                + Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("ada's own");

        UserDetails ada = users("relay.console.username", "ada", "relay.console.password", hash)
                .get(0);

        assertThat(ada.getPassword()).isEqualTo(hash);
        assertThat(encoder.matches("ada's own", ada.getPassword())).isTrue();
    }

    @Test
    void theFirstIsAnAdminAndTheOthersAreWhatTheyAreSaidToBe() {
        List<UserDetails> users = users(
                "relay.console.username", "ada",
                "relay.console.password", "x",
                "relay.console.users[0].username", "vera",
                "relay.console.users[0].password", "y",
                "relay.console.users[0].roles", "Viewer");

        assertThat(users).extracting(UserDetails::getUsername).containsExactly("ada", "vera");
        assertThat(users.get(0).getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactlyInAnyOrder("ROLE_VIEWER", "ROLE_OPERATOR", "ROLE_ADMIN");
        assertThat(users.get(1).getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("ROLE_VIEWER");
    }

    @Test
    void theSettingsThemselvesShowNoPassword() {
        RelayProperties relay = TestSettings.relay(
                "relay.console.username", "ada",
                "relay.console.password", "ada's own",
                "relay.console.users[0].username", "vera",
                "relay.console.users[0].password", "vera's own",
                "relay.console.users[0].roles", "viewer");

        assertThat(relay.console().toString()).contains("ada", "vera").doesNotContain("own");
    }

    private List<UserDetails> users(String... settings) {
        return ConsoleUsers.of(TestSettings.relay(settings).console(), encoder);
    }
}
