package org.applicantrelay.audit;

import org.applicantrelay.operation.Role;
import org.applicantrelay.text.Texts;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is at work: the one place where that is found. */
public final class Actor {

    private static final String UNKNOWN = "operator";

    /** Of every column that holds one; a provider's names may be longer. */
    private static final int LONGEST = 100;

    private Actor() {}

    /** Whoever calls an operation: the name of who is logged in, at most 100 characters; over plain JMX nobody says who that is. */
    public static String operator() {
        Authentication who = who();
        // An address would be masked, though it is the name here, and all that is known.
        return who == null
                ? UNKNOWN
                : Texts.cut(who.getName().replace("@", " at ").replaceAll("\\p{Cntrl}", " "), LONGEST);
    }

    /** Whether whoever calls has that role. Over plain JMX always: who can attach to the process can do anything. */
    public static boolean has(Role role) {
        Authentication who = who();
        return who == null
                || who.isAuthenticated()
                        && who.getAuthorities().stream()
                                .anyMatch(authority -> role.authority().equals(authority.getAuthority()));
    }

    private static Authentication who() {
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
