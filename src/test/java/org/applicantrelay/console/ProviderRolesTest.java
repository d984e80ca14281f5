package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

class ProviderRolesTest {

    @Test
    void aRoleComesWithThoseBeforeIt() {
        assertThat(roles("roles", Map.of("roles", List.of("OPERATOR"))))
                .containsExactly("ROLE_VIEWER", "ROLE_OPERATOR");
    }

    @Test
    void theClaimMayLieInAnother() {
        assertThat(roles("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("viewer", "uma")))))
                .containsExactly("ROLE_VIEWER");
    }

    @Test
    void aPointMayAlsoBePartOfItsName() {
        assertThat(roles("https://client.example/roles", Map.of("https://client.example/roles", List.of("viewer"))))
                .containsExactly("ROLE_VIEWER");
    }

    @Test
    void aTextHoldsSeveral() {
        assertThat(roles("roles", Map.of("roles", "accountant admin")))
                .containsExactly("ROLE_VIEWER", "ROLE_OPERATOR", "ROLE_ADMIN");
    }

    @Test
    void whatIsNoRoleOfOursCountsNothing() {
        assertThat(roles("roles", Map.of("roles", List.of("ROLE_ADMIN", "administrator", 7))))
                .isEmpty();
        assertThat(roles("roles", Map.of("groups", List.of("admin")))).isEmpty();
        assertThat(roles("a.b", Map.of("a", "admin"))).isEmpty();
    }

    /** Scopes say what an application may do, not who somebody is. */
    @Test
    void otherAuthoritiesAreDropped() {
        assertThat(new ProviderRoles("roles").mapAuthorities(List.of(new SimpleGrantedAuthority("ROLE_ADMIN"))))
                .isEmpty();
    }

    private static Stream<String> roles(String claim, Map<String, Object> claims) {
        return new ProviderRoles(claim)
                .mapAuthorities(List.of(new OAuth2UserAuthority(claims))).stream()
                        .map(GrantedAuthority::getAuthority);
    }
}
