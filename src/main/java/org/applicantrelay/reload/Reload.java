package org.applicantrelay.reload;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.logging.QuietLogger;
import org.applicantrelay.logging.SecretMask;
import org.applicantrelay.routefiles.Finding;
import org.applicantrelay.routefiles.RouteChanges;
import org.applicantrelay.routefiles.RouteFolder;
import org.applicantrelay.routefiles.RouteFolderCheck;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.MergedRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Looks at the folder of {@code relay.routes} and puts its edits in force: a set of files is taken as a whole, or refused as a
 * whole. It is taken when nothing is found in it, when it was made aside, and when each route that it changes was made anew.
 */
public class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** In seconds, until an edit is tried again that a busy route has put off. */
    private static final int PUT_OFF = 30;

    private final Path folder;
    private final CurrentRoutes current;
    private final Trial trial;
    private final RouteSwap swap;
    private final Audit audit;
    private final Clock clock;
    private final ReloadMeter meter;
    private final ApplicationEventPublisher events;

    private SoftReference<RouteFolderCheck> check = new SoftReference<>(null);
    private MergedRoutes seen;
    private MergedRoutes judged;
    private volatile MergedRoutes before;
    private Instant notBefore = Instant.MIN;
    private volatile State state;

    /**
     * How the folder stands.
     *
     * @param since when what runs was put in force, by each path that was edited since the start
     * @param taken when the last edit was taken or gone back from; the start, where none was
     * @param note how the routes came to be in force where the folder holds others by somebody's will; null otherwise
     * @param refused what is wrong with the folder; empty where all of it is in force
     */
    public record State(SortedMap<String, Instant> since, Instant taken, String note, List<String> refused) {}

    Reload(
            Path folder,
            CurrentRoutes current,
            Trial trial,
            RouteSwap swap,
            Audit audit,
            Clock clock,
            ReloadMeter meter,
            ApplicationEventPublisher events) {
        this.events = events;
        this.folder = folder;
        this.current = current;
        this.trial = trial;
        this.swap = swap;
        this.audit = audit;
        this.clock = clock;
        this.meter = meter;
        this.seen = current.get();
        this.judged = seen;
        this.state = new State(new TreeMap<>(), clock.instant(), null, List.of());
    }

    public State state() {
        return state;
    }

    /** What was in force before; null where nothing was. */
    public MergedRoutes before() {
        return before;
    }

    /**
     * Looks at the folder. An edit counts from the second look that finds it: at the first, a file may be half written, or
     * not there because an editor is putting another in its place.
     */
    public synchronized void look() {
        MergedRoutes now;
        try {
            now = read();
        } catch (IOException e) {
            judged = null;
            refuse(List.of(folder + " cannot be read, or is empty; put its files back, or start the relay without"
                    + " relay.routes to run the packaged ones."));
            return;
        }
        boolean settled = now.differences(seen).isEmpty();
        seen = now;
        if (!settled || clock.instant().isBefore(notBefore)) {
            return;
        }
        if (now.differences(current.get()).isEmpty()) {
            judged = now;
            settle();
        } else if (judged == null || !now.differences(judged).isEmpty()) {
            judged = now;
            judge(now);
        }
    }

    /** The folder is what runs, perhaps again. */
    private void settle() {
        State now = state;
        if (!now.refused().isEmpty() || now.note() != null) {
            state = new State(now.since(), now.taken(), null, List.of());
            meter.settled();
            LOG.info("The folder of routes is what runs");
        }
    }

    /** @throws IOException also where a folder that held files is empty: a mount that broke off, and nobody's edit */
    private MergedRoutes read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder");
        }
        MergedRoutes now = MergedRoutes.with(folder);
        if (now.own().isEmpty() && !current.get().own().isEmpty()) {
            throw new IOException("empty");
        }
        return now;
    }

    /**
     * Looks whether what the relay has started with would be taken as an edit. It runs in any case; and the first edit need
     * not wait until all is loaded that a check needs.
     */
    synchronized void lookAtTheStart() {
        MergedRoutes now = current.get();
        List<Finding> findings = check().check(RouteFolder.read(now));
        if (!findings.isEmpty()) {
            LOG.warn(
                    "{}{} The routes run with it; no edit is taken until it is mended.",
                    place(now, findings.get(0)),
                    more(findings));
        }
    }

    private static Finding place(MergedRoutes routes, Finding finding) {
        return new Finding(routes.place(finding.path()), finding.line(), finding.message());
    }

    private static String more(List<?> problems) {
        return problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    }

    /** Kept for the next edit as long as there is memory. */
    private RouteFolderCheck check() {
        RouteFolderCheck kept = check.get();
        if (kept == null) {
            kept = new RouteFolderCheck();
            check = new SoftReference<>(kept);
        }
        return kept;
    }

    private void judge(MergedRoutes now) {
        RouteFolder files = RouteFolder.read(now);
        List<Finding> findings = check().check(files);
        if (!findings.isEmpty()) {
            refuse(findings.stream()
                    .map(finding -> place(now, finding).toString())
                    .toList());
            return;
        }
        put(now, files, null);
    }

    /**
     * Puts what was in force before in force again; what is now is what was before then. Until the folder is edited again, or the
     * relay starts, its files wait.
     *
     * @throws IllegalStateException where nothing was in force before, or where it cannot be put in force
     */
    public synchronized String goBack() {
        if (before == null) {
            throw new IllegalStateException("No edit was taken since the start: there is nothing to go back to");
        }
        String actor = Actor.operator();
        audit.note(actor, "go back", "routes", String.join(", ", before.differences(current.get())));
        if (!put(before, RouteFolder.read(before), "since " + actor + " went back to what ran before")) {
            throw new IllegalStateException(state.refused().get(0));
        }
        judged = seen;
        return "What ran before runs again. The folder's files wait until it is edited, or the relay starts again.";
    }

    /** Whether they are in force. */
    private boolean put(MergedRoutes now, RouteFolder files, String note) {
        try (QuietLogger camel = new QuietLogger("org.apache.camel")) {
            return swap(now, files, note);
        }
    }

    private boolean swap(MergedRoutes now, RouteFolder files, String note) {
        MergedRoutes old = current.get();
        RouteFolder oldFiles = RouteFolder.read(old);
        RouteChanges changes = RouteChanges.between(oldFiles, files);
        try {
            if (!changes.isEmpty()) {
                trial.of(now);
            }
        } catch (Exception e) {
            refuse(List.of(sentence(now, e)));
            return false;
        }
        current.put(now);
        Set<String> touched = new HashSet<>();
        try {
            swap.make(changes, touched);
        } catch (BusyException e) {
            restore(old, RouteChanges.between(files, oldFiles).of(touched));
            judged = null;
            notBefore = clock.instant().plusSeconds(PUT_OFF);
            refuse(List.of(e.getMessage() + "; the edit is tried again in " + PUT_OFF + " s."));
            return false;
        } catch (Exception e) {
            restore(old, RouteChanges.between(files, oldFiles).of(touched));
            refuse(List.of(sentence(now, e)));
            return false;
        }
        take(old, now, changes, note);
        return true;
    }

    private void take(MergedRoutes old, MergedRoutes now, RouteChanges changes, String note) {
        Instant at = clock.instant();
        SortedMap<String, Instant> since = new TreeMap<>(state.since());
        List<String> files = new ArrayList<>();
        for (String path : now.differences(old)) {
            since.put(path, at);
            files.add(path + " " + now.version(path));
        }
        before = old;
        state = new State(since, at, note, List.of());
        meter.taken();
        events.publishEvent(new RoutesTaken(changes));
        LOG.info(
                "The routes are read anew: {}; made anew: {}",
                String.join(", ", files),
                changes.routes().isEmpty()
                        ? "no route"
                        : String.join(
                                ", ",
                                changes.routes().stream()
                                        .map(RouteChanges.RouteChange::id)
                                        .toList()));
    }

    private void restore(MergedRoutes old, RouteChanges back) {
        current.put(old);
        try {
            swap.make(back, new HashSet<>());
        } catch (Exception e) {
            LOG.error("The routes could not be put back: {} Start the relay again.", sentence(old, e));
        }
    }

    private void refuse(List<String> problems) {
        if (problems.equals(state.refused())) {
            return;
        }
        State now = state;
        state = new State(now.since(), now.taken(), now.note(), problems);
        meter.refused(problems.size());
        LOG.warn("{}{} The routes stay as they were.", problems.get(0), more(problems));
    }

    private static String sentence(MergedRoutes routes, Exception thrown) {
        String id = null;
        Throwable last = thrown;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof FailedToCreateRouteException route && id == null) {
                id = route.getRouteId();
            }
            if (e instanceof FailedToStartRouteException route && id == null) {
                id = route.getRouteId();
            }
            last = e;
        }
        String ending = "/" + id + MergedRoutes.ROUTES;
        String place = routes.files().keySet().stream()
                .filter(path -> ("/" + path).endsWith(ending))
                .map(path -> routes.place(path) + ":1: ")
                .findFirst()
                .orElse("");
        String reason = String.valueOf(last.getMessage()).strip();
        return SecretMask.mask(place + "Camel cannot run it: " + reason + (reason.endsWith(".") ? "" : ".")
                + " Correct the file, or put the one before in its place.");
    }
}
