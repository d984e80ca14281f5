package org.applicantrelay.sandbox;

import java.util.Arrays;
import java.util.Set;

/**
 * A webhook subscription as idibu keeps it.
 *
 * @param url      where the events go; the key
 * @param types    the types of events, with commas between, as they were posted
 * @param secret   signs the events, empty where they are not signed; idibu never lists it
 * @param modified London's wall clock, as idibu writes it
 */
public record Subscription(String url, String types, String secret, String modified) {

    static final Set<String> TYPES = Set.of(
            "ApplicationReceived",
            "ApplicationReceivedV2",
            "JobCreated",
            "PostAdded",
            "PostUpdated",
            "PostDeleted",
            "PostFailed");

    /** Whether events of this type are wanted; an event has no "V2" in its type, the subscription may. */
    boolean wants(String type) {
        return Arrays.stream(types.split(","))
                .map(String::strip)
                .anyMatch(wanted -> wanted.equals(type) || wanted.equals(type + "V2"));
    }

    /** The secret stays out of what is printed. */
    @Override
    public String toString() {
        return "subscription of " + url + " to " + types;
    }
}
