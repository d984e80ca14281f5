package org.applicantrelay.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.applicantrelay.operation.Role;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

/** The roles that a provider's claim gives: its values are roles' names, in any case of letters; others count nothing. */
class ProviderRoles implements GrantedAuthoritiesMapper {

    private final String claim;

    /** @param claim its name; points lead into claims that hold others, as in {@code realm_access.roles} */
    ProviderRoles(String claim) {
        this.claim = claim;
    }

    @Override
    public Collection<? extends GrantedAuthority> mapAuthorities(Collection<? extends GrantedAuthority> given) {
        Set<Role> roles = new TreeSet<>();
        given.stream()
                .filter(OAuth2UserAuthority.class::isInstance)
                .flatMap(user -> values(((OAuth2UserAuthority) user).getAttributes()))
                .flatMap(value -> Role.of(value).stream())
                .forEach(role -> roles.addAll(role.all()));
        return AuthorityUtils.createAuthorityList(
                roles.stream().map(Role::authority).toList());
    }

    private Stream<String> values(Map<String, Object> claims) {
        Object value = claims.get(claim);
        if (value == null) {
            value = claims;
            for (String step : claim.split("\\.")) {
                value = value instanceof Map<?, ?> inner ? inner.get(step) : null;
            }
        }
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf)
                : value instanceof String text ? Stream.of(text.split("[ ,]+")) : List.<String>of().stream();
    }
}
