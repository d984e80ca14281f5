package org.applicantrelay.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.reload.Reload;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.time.LondonTime;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** Which files of routes run on this replica, and what became of edits. */
@Component
@ManagedResource(
        objectName = RouteFileControl.NAME,
        description =
                "The files of routes on this replica: which version of each runs, what is wrong with an edit, go back")
public class RouteFileControl {

    static final String NAME = "org.applicantrelay:type=Flow,name=Route files";

    private final CurrentRoutes routes;
    private final Optional<Reload> reload;

    /** @param reload empty where the packaged routes run, which nobody edits */
    RouteFileControl(CurrentRoutes routes, Optional<Reload> reload) {
        this.routes = routes;
        this.reload = reload;
    }

    /** One line a file that runs or is read; a version is the beginning of the SHA-256 of its bytes. */
    @ManagedOperation(
            description =
                    "Each file that runs or is read: its version, whether it is packaged or own, since when it is in"
                            + " force, and its version before the last edit")
    @Needs(Role.VIEWER)
    public List<String> list() {
        MergedRoutes now = routes.get();
        MergedRoutes before = reload.map(Reload::before).orElse(null);
        SortedMap<String, Instant> since =
                reload.map(each -> each.state().since()).orElseGet(TreeMap::new);
        List<String> lines = new ArrayList<>();
        for (String path : now.files().keySet()) {
            if (isRead(path)) {
                String earlier = before == null ? now.version(path) : before.version(path);
                lines.add("%s: %s, %s%s%s"
                        .formatted(
                                path,
                                now.version(path),
                                now.own().contains(path) ? "own" : "packaged",
                                since.containsKey(path) ? ", since " + LondonTime.format(since.get(path)) : "",
                                earlier.equals(now.version(path)) ? "" : ", before it " + earlier));
            }
        }
        return lines;
    }

    /** Not the golden pairs and the words for people. */
    private static boolean isRead(String path) {
        return !path.matches("mapping/.*/.*") && !path.endsWith(".md") && !path.endsWith(".schema.json");
    }

    /** Whether the folder is in force, or why it is not, as {@code routes check} says it. */
    @ManagedOperation(
            description = "Whether the folder of relay.routes is in force; where it is not, each finding with its file,"
                    + " line and how to mend it")
    @Needs(Role.VIEWER)
    public List<String> show() {
        if (reload.isEmpty()) {
            return List.of("The packaged routes run: relay.routes names no folder");
        }
        Reload.State now = reload.get().state();
        if (!now.refused().isEmpty()) {
            List<String> lines = new ArrayList<>(now.refused());
            lines.add("The folder was refused: the routes stay as they were on " + LondonTime.format(now.taken()));
            return lines;
        }
        return List.of(
                now.note() == null
                        ? "All of the folder is in force, since " + LondonTime.format(now.taken())
                        : "Not the folder's files run, " + now.note() + ", on " + LondonTime.format(now.taken()));
    }

    /** On this replica; those that share the folder, or another copy of it, go on. */
    @ManagedOperation(
            description =
                    "Puts the files in force again that ran before the last edit, on this replica and until the folder"
                            + " is edited or the relay starts again; a second time it returns")
    @Needs(Role.OPERATOR)
    public String goBack() {
        return reload.orElseThrow(
                        () -> new IllegalStateException("The packaged routes run: relay.routes names no folder"))
                .goBack();
    }
}
