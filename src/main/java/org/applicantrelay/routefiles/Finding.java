package org.applicantrelay.routefiles;

import java.util.Comparator;

/**
 * One fault of a folder of routes.
 *
 * @param path the file, relative to the folder, with slashes
 * @param line counted from 1
 * @param message what is wrong and how to mend it, without anything that looks like a credential
 */
public record Finding(String path, int line, String message) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::path).thenComparing(Finding::line).thenComparing(Finding::message);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + ":" + line + ": " + message;
    }
}
