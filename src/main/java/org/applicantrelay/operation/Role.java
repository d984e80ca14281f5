package org.applicantrelay.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What somebody who is logged in may do; each role may also do what those before it may. */
public enum Role {
    /** Looks, and sees no person's data. */
    VIEWER,
    /** Changes what happens to applications, and may look at one applicant's data, which the audit log tells. */
    OPERATOR,
    /** Erases, exports, and sees to the keys. */
    ADMIN;

    /** Whether whoever has this role may do what needs {@code other}. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** This one and those that it includes. */
    public Set<Role> all() {
        Set<Role> all = new TreeSet<>();
        Arrays.stream(values()).filter(this::includes).forEach(all::add);
        return all;
    }

    /** How Spring Security names it. */
    public String authority() {
        return "ROLE_" + name();
    }

    /** By its name, in any case of letters; empty for a name of none. */
    public static Optional<Role> of(String name) {
        return Arrays.stream(values())
                .filter(role -> name != null && role.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
