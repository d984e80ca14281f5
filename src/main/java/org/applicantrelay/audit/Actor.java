package org.applicantrelay.audit;

/** Who is at work: the one place where that is found. */
public final class Actor {

    private Actor() {}

    /** Whoever calls an operation; over JMX nobody says who that is. */
    public static String operator() {
        return "operator";
    }
}
