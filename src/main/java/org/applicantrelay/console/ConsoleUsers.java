package org.applicantrelay.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.applicantrelay.operation.Role;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.RelayProperties.ConsoleUser;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The people of the settings, as Spring Security knows them: with hashed passwords. */
final class ConsoleUsers {

    private ConsoleUsers() {}

    static List<UserDetails> of(RelayProperties.Console console, PasswordEncoder encoder) {
        return all(console).stream().map(user -> details(user, encoder)).toList();
    }

    /** The one that has the console to himself is an admin. */
    static List<ConsoleUser> all(RelayProperties.Console console) {
        List<ConsoleUser> all = new ArrayList<>();
        if (console.username() != null && !console.username().isBlank()) {
            all.add(new ConsoleUser(console.username(), console.password(), List.of(Role.ADMIN)));
        }
        if (console.users() != null) {
            all.addAll(console.users());
        }
        return all;
    }

    private static UserDetails details(ConsoleUser user, PasswordEncoder encoder) {
        Set<Role> roles = new TreeSet<>();
        user.roles().forEach(role -> roles.addAll(role.all()));
        String password = user.password().reveal();
        return User.withUsername(user.username())
                .password(ConsoleUser.isHashed(password) ? password : encoder.encode(password))
                .authorities(roles.stream().map(Role::authority).toArray(String[]::new))
                .build();
    }
}
