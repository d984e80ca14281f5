package org.applicantrelay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.applicantrelay.operation.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class ActorTest {

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void overPlainJmxNobodySaysWhoThatIsAndAllIsAllowed() {
        assertThat(Actor.operator()).isEqualTo("operator");
        assertThat(Role.values()).allMatch(Actor::has);
    }

    @Test
    void whoeverIsLoggedInIsNamedAndHasNoOtherRole() {
        logIn(UsernamePasswordAuthenticationToken.authenticated(
                "maria", null, AuthorityUtils.createAuthorityList("ROLE_VIEWER", "ROLE_OPERATOR")));

        assertThat(Actor.operator()).isEqualTo("maria");
        assertThat(Stream.of(Role.values()).filter(Actor::has)).containsExactly(Role.VIEWER, Role.OPERATOR);
    }

    /** Every column for it ends there, that of an erasure as well. */
    @Test
    void aNameOfAnyLengthFitsIntoItsColumn() {
        logIn(UsernamePasswordAuthenticationToken.authenticated("n".repeat(101), null, AuthorityUtils.NO_AUTHORITIES));

        assertThat(Actor.operator()).isEqualTo("n".repeat(100));
    }

    @Test
    void whoeverIsNotLoggedInHasNoRole() {
        logIn(new AnonymousAuthenticationToken("key", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));

        assertThat(Role.values()).noneMatch(Actor::has);
    }

    @Test
    void whoeverIsYetToBeAuthenticatedHasNoRole() {
        logIn(UsernamePasswordAuthenticationToken.unauthenticated("maria", "password"));

        assertThat(Role.values()).noneMatch(Actor::has);
    }

    private static void logIn(Authentication who) {
        SecurityContextHolder.getContext().setAuthentication(who);
    }
}
