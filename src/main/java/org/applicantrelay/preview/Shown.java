package org.applicantrelay.preview;

import java.util.List;
import java.util.stream.Stream;

/**
 * A preview, in lines.
 *
 * @param problems what kept it from being whole; without personal data
 */
public record Shown(List<String> lines, List<String> problems) {

    /** Both. */
    public List<String> all() {
        return Stream.concat(lines.stream(), problems.stream()).toList();
    }

    /** Personal data can be in it. */
    @Override
    public String toString() {
        return "preview of " + lines.size() + " lines";
    }
}
