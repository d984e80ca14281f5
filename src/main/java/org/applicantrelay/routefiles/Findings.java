package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what the rules find; each message is masked before it is kept, so no rule has to think of it. */
final class Findings {

    private final SortedSet<Finding> found = new TreeSet<>();
    private final Set<String> secrets;
    private final boolean whole;

    /** {@code whole} is false where a file could not be parsed: what stands in it is then not missed elsewhere. */
    Findings(Set<String> secrets, boolean whole) {
        this.secrets = secrets;
        this.whole = whole;
    }

    void add(String path, int line, String message) {
        found.add(new Finding(path, line, SecretWords.mask(message, secrets)));
    }

    void add(RouteFile file, YamlNode place, String message) {
        add(file.path(), place.line(), message);
    }

    /** Something that is named here is nowhere in the folder. */
    void addMissing(RouteFile file, YamlNode place, String message) {
        if (whole) {
            add(file, place, message);
        }
    }

    void add(Finding finding) {
        add(finding.path(), finding.line(), finding.message());
    }

    List<Finding> sorted() {
        return List.copyOf(found);
    }
}
