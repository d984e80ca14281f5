package org.applicantrelay.worklist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Discards;
import org.applicantrelay.application.HeldUp;
import org.applicantrelay.application.Listed;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.application.TimelineEntry;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.delivery.Outcomes;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.jobtrain.Jobs;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The applications as operators find them, and what can be done with those that are parked or dead. No list opens anything
 * that is sealed: who an applicant is shows {@link #person} alone, and who has asked is written down. A replay begins one's delivery anew: its tries and their maximum age, and
 * Jobtrain is asked for it before anything is sent, whatever it ended with. On several replicas at once each is released
 * once.
 */
@Component
@ManagedResource(
        objectName = ApplicationWorkList.NAME,
        description =
                "Applications: find and look in any state; replay and discard what is parked or dead. Personal data"
                        + " is shown by person() alone, which is written down in the audit")
public class ApplicationWorkList {

    static final String NAME = "org.applicantrelay:type=WorkList,name=Applications";

    private static final Set<ApplicationState> HELD_UP = EnumSet.of(ApplicationState.PARKED, ApplicationState.DEAD);

    private static final int MOST_LINES = 100;

    /** Rows that are locked at once. */
    private static final int BATCH = 100;

    private final Applications applications;
    private final ApplicationSearch search;
    private final DatabaseClock clock;
    private final Timeline timeline;
    private final Outcomes outcomes;
    private final Discards discards;
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ApplicationWorkList(
            Applications applications,
            ApplicationSearch search,
            DatabaseClock clock,
            Timeline timeline,
            Outcomes outcomes,
            Discards discards,
            Jobs jobs,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.applications = applications;
        this.search = search;
        this.clock = clock;
        this.timeline = timeline;
        this.outcomes = outcomes;
        this.discards = discards;
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One line a state and code: how many, and what to do. */
    @ManagedOperation(description = "How many there are, by state and code, and what to do about each code")
    @Needs(Role.VIEWER)
    public List<String> count() {
        // Each by itself: PostgreSQL would go through the whole table to group it.
        return HELD_UP.stream()
                .flatMap(state -> Arrays.stream(Fault.values()).map(fault -> count(state, fault)))
                .filter(Objects::nonNull)
                .toList();
    }

    private String count(ApplicationState state, Fault fault) {
        long number = applications.countByStateAndCode(state, fault.name());
        return number == 0 ? null : number + " " + state + " " + fault + ": " + fault.advice();
    }

    /** One line an application: track id, state, code, since when. */
    @ManagedOperation(description = "The applications themselves, by state, code and age; at most " + MOST_LINES)
    @ManagedOperationParameter(name = "state", description = "PARKED or DEAD; empty for both")
    @ManagedOperationParameter(name = "code", description = "such as JOB_UNKNOWN; empty for all")
    @ManagedOperationParameter(name = "since", description = "when it ended so, " + Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same")
    @Needs(Role.VIEWER)
    public List<String> list(String state, String code, String since, String until) {
        Set<ApplicationState> states = state(state);
        String known = Codes.of(code);
        Span span = Span.of(since, until);
        return Lines.counted(
                held(states, known, span, MOST_LINES),
                states.stream().mapToLong(one -> count(one, known, span)).sum(),
                held -> "%s %s %s since %s%s"
                        .formatted(
                                held.trackId(),
                                held.state(),
                                held.code(),
                                LondonTime.format(held.since()),
                                (held.intentAt() == null ? "" : ", a create is in doubt")
                                        + (held.isPurged() ? ", its personal data is erased" : "")));
    }

    private long count(ApplicationState state, String code, Span span) {
        return code == null
                ? applications.countHeldUp(state, span.since(), span.until())
                : applications.countHeldUp(state, code, span.since(), span.until());
    }

    /** One line an application, in any state, the newest first: track id, state, code, when it came, job. */
    @ManagedOperation(
            description = "Finds applications in any state, the newest first; whatever is left empty may be anything")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @ManagedOperationParameter(name = "email", description = "the applicant's whole address; it is not shown or kept")
    @ManagedOperationParameter(name = "state", description = "such as WAITING or DELIVERED")
    @ManagedOperationParameter(name = "code", description = "such as JOB_UNKNOWN")
    @ManagedOperationParameter(name = "since", description = "when it came, " + Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same; a date alone means that whole day")
    @ManagedOperationParameter(
            name = "before",
            description = "goes on behind that track id, the last of the list before")
    @ManagedOperationParameter(
            name = "limit",
            description = "how many at most, 1 to " + MOST_LINES + "; 0 for that many")
    @Needs(Role.VIEWER)
    public List<String> find(
            String trackId,
            String email,
            String state,
            String code,
            String since,
            String until,
            String before,
            int limit) {
        if (limit < 0 || limit > MOST_LINES) {
            throw new IllegalArgumentException("A limit is a number up to " + MOST_LINES);
        }
        int most = limit == 0 ? MOST_LINES : limit;
        List<Listed> found = search.find(
                new ApplicationSearch.Wanted(trackId, email, state, code, Span.of(since, until), before), most + 1);
        return Lines.first(found, most, ApplicationWorkList::line, last -> "and more, before " + last.trackId());
    }

    private static String line(Listed application) {
        return "%s %s%s, came %s by %s, reference %s, Jobtrain's job %s"
                .formatted(
                        application.trackId(),
                        application.state(),
                        application.code() == null ? "" : " " + application.code(),
                        LondonTime.format(application.receivedAt()),
                        application.channels(),
                        Lines.or(application.jobReference()),
                        Lines.or(application.jobId()));
    }

    /** Name and address of one applicant; who has looked is written down before anything is shown. */
    @ManagedOperation(
            description =
                    "SHOWS PERSONAL DATA: name and e-mail address of one applicant. Who has looked stands in the audit")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.OPERATOR)
    public List<String> person(String trackId) {
        Application application = applications.findByTrackId(key(trackId)).orElseThrow(ApplicationWorkList::unknown);
        audit.note(Actor.operator(), "look", "application " + application.getId(), null);
        if (application.isPurged() || application.getState() == ApplicationState.ERASED) {
            return List.of("The personal data of applicant " + application.getTrackId() + " was erased here");
        }
        try {
            return List.of(
                    "name: " + Lines.or(application.getName()), "e-mail address: " + Lines.or(application.getEmail()));
        } catch (UnreadableRecordException e) {
            return List.of(Faults.of(e).getMessage());
        }
    }

    /** What is known of one, whatever its state, and its timeline. */
    @ManagedOperation(description = "All that is known of one application, in any state, and its timeline")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.VIEWER)
    public List<String> show(String trackId) {
        Application application = applications.findByTrackId(key(trackId)).orElseThrow(ApplicationWorkList::unknown);
        Stream<String> row = Stream.of(
                application.getTrackId() + " " + application.getState()
                        + (application.getCode() == null ? "" : " " + application.getCode()),
                application.getCode() == null
                        ? null
                        : Fault.valueOf(application.getCode()).advice(),
                "received " + LondonTime.format(application.getReceivedAt()) + " by " + application.getChannels()
                        + ", attempts " + application.getAttempts() + " since "
                        + LondonTime.format(application.getTryingSince()),
                job(application),
                application.getApplicationId() == null
                        ? null
                        : "Jobtrain application " + application.getApplicationId(),
                application.getIntentAt() == null
                        ? null
                        : "a create is in doubt since " + LondonTime.format(application.getIntentAt()),
                application.isPurged() ? erased(application) : null);
        return Stream.concat(
                        row.filter(Objects::nonNull),
                        timeline.of(application.getId()).stream().map(ApplicationWorkList::line))
                .toList();
    }

    private static String erased(Application application) {
        return "its personal data was erased here on " + LondonTime.format(application.getPurgedAt())
                + ", when its retention had ended: it cannot be replayed";
    }

    private static String job(Application application) {
        return "job: reference %s, client reference %s, idibu job %s, Jobtrain job %s"
                .formatted(
                        Lines.or(application.jobKeys().reference()),
                        Lines.or(application.jobKeys().clientReference()),
                        Lines.or(application.jobKeys().idibuJobId()),
                        Lines.or(application.getJobId()));
    }

    private static String line(TimelineEntry entry) {
        return LondonTime.format(entry.getAt()) + " " + entry.getState()
                + (entry.getCode() == null ? "" : " " + entry.getCode())
                + (entry.getNote() == null ? "" : " (" + entry.getNote() + ")");
    }

    @ManagedOperation(description = "What a replay of one application would do; changes nothing")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.VIEWER)
    public List<String> dryRun(String trackId) {
        Application application = applications.findByTrackId(key(trackId)).orElseThrow(ApplicationWorkList::unknown);
        if (!HELD_UP.contains(application.getState())) {
            return List.of(nothingToDo(application));
        }
        List<HeldUp> one = List.of(HeldUp.of(application));
        return plan(one, one.stream().filter(ApplicationWorkList::canGoOn).toList());
    }

    @ManagedOperation(description = "What a replay of all with one code would do; changes nothing")
    @ManagedOperationParameter(name = "code", description = "such as JOBTRAIN_REFUSED")
    @ManagedOperationParameter(name = "limit", description = "how many at most, the oldest first; 0 for all")
    @Needs(Role.VIEWER)
    public List<String> dryRunByCode(String code, int limit) {
        return plan(byCode(code, limit));
    }

    @ManagedOperation(description = "What a replay of all that ended within a time range would do; changes nothing")
    @ManagedOperationParameter(name = "since", description = Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same; a date alone means that whole day")
    @Needs(Role.VIEWER)
    public List<String> dryRunByTime(String since, String until) {
        return plan(byTime(since, until));
    }

    /**
     * Sends one on its way again; does nothing where it is on its way, or at its end, already.
     *
     * @return what has become of it
     */
    @ManagedOperation(description = "Sends one application on its way again")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.OPERATOR)
    public String replay(String trackId) {
        return transaction.execute(status -> {
            Application application =
                    applications.lockByTrackId(key(trackId)).orElseThrow(ApplicationWorkList::unknown);
            if (!HELD_UP.contains(application.getState())) {
                return nothingToDo(application);
            }
            if (!Arrival.isTrackId(application.getTrackId())) {
                return "A mail that names no applicant; give it its track id with HeldMails, assign";
            }
            if (application.isPurged()) {
                return "Applicant " + application.getTrackId() + ": " + erased(application);
            }
            release(application, clock.now());
            audit.note(Actor.operator(), "replay", "application " + application.getId(), null);
            return "Applicant " + application.getTrackId() + " goes on; Jobtrain is asked for it first";
        });
    }

    @ManagedOperation(description = "Sends all with one code on their way again")
    @ManagedOperationParameter(name = "code", description = "such as JOBTRAIN_REFUSED")
    @ManagedOperationParameter(name = "limit", description = "how many at most, the oldest first; 0 for all")
    @Needs(Role.OPERATOR)
    public String replayByCode(String code, int limit) {
        return replay(byCode(code, limit), "with " + code.strip());
    }

    @ManagedOperation(description = "Sends all on their way again that ended within a time range")
    @ManagedOperationParameter(name = "since", description = Span.HINT)
    @ManagedOperationParameter(name = "until", description = "the same; a date alone means that whole day")
    @Needs(Role.OPERATOR)
    public String replayByTime(String since, String until) {
        return replay(byTime(since, until), Span.of(since, until).inWords());
    }

    /** Ends one that is held up, for good; idibu is told that it failed. */
    @ManagedOperation(description = "Gives one application up, for good; idibu is told that it failed")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant, or a held mail's key")
    @ManagedOperationParameter(name = "reason", description = "for the timeline; without personal data")
    @Needs(Role.OPERATOR)
    public String discard(String trackId, String reason) {
        Discards.note(reason);
        return transaction.execute(status -> {
            Application application =
                    applications.lockByTrackId(key(trackId)).orElseThrow(ApplicationWorkList::unknown);
            if (!HELD_UP.contains(application.getState()) || isDiscarded(application.getCode())) {
                return nothingToDo(application);
            }
            Instant now = clock.now();
            boolean isKnownToIdibu = Arrival.isTrackId(application.getTrackId())
                    && !(Fault.IDIBU_REFUSED.name().equals(application.getCode()) && application.isKnownByMailAlone());
            discards.discard(application, reason, now);
            if (isKnownToIdibu) {
                outcomes.failure(application, new RelayException(Fault.DISCARDED), now);
            }
            return "Applicant " + application.getTrackId() + " is discarded"
                    + (application.getIntentAt() == null ? "" : ", though Jobtrain may have it: a create was in doubt");
        });
    }

    private static String nothingToDo(Application application) {
        return "Applicant " + application.getTrackId() + " is " + application.getState()
                + (application.getCode() == null ? "" : " " + application.getCode()) + "; there is nothing to do";
    }

    private static String key(String trackId) {
        return trackId == null ? "" : trackId.strip();
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("No application has that track id");
    }

    private static Set<ApplicationState> state(String text) {
        if (Span.isEmpty(text)) {
            return HELD_UP;
        }
        return HELD_UP.stream()
                .filter(state -> state.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(() -> new IllegalArgumentException("A state here is PARKED or DEAD"));
    }

    private List<HeldUp> byCode(String code, int limit) {
        Selection selection = Selection.byCode(code, limit, "applications", "count");
        if (selection.code() == Fault.DISCARDED) {
            throw new IllegalArgumentException("What was discarded is replayed one by one");
        }
        return held(HELD_UP, selection.code().name(), selection.span(), selection.most());
    }

    private List<HeldUp> byTime(String since, String until) {
        Selection selection = Selection.byTime(since, until);
        return held(HELD_UP, null, selection.span(), selection.most());
    }

    private List<HeldUp> held(Set<ApplicationState> states, String code, Span span, int most) {
        List<HeldUp> all = new ArrayList<>();
        for (ApplicationState state : states) {
            Limit rest = Limit.of(most - all.size());
            if (rest.max() > 0) {
                all.addAll(
                        code == null
                                ? applications.heldUp(state, span.since(), span.until(), rest)
                                : applications.heldUp(state, code, span.since(), span.until(), rest));
            }
        }
        return all;
    }

    private static boolean isDiscarded(String code) {
        return Fault.DISCARDED.name().equals(code);
    }

    /** Whether there is an applicant to be sent. */
    private static boolean canGoOn(HeldUp held) {
        return Arrival.isTrackId(held.trackId()) && !held.isPurged();
    }

    /** Whether it goes on where many are replayed at once: what was discarded is meant to stay. */
    private static boolean goesOn(HeldUp held) {
        return canGoOn(held) && !isDiscarded(held.code());
    }

    private List<String> plan(List<HeldUp> selected) {
        return plan(
                selected, selected.stream().filter(ApplicationWorkList::goesOn).toList());
    }

    private List<String> plan(List<HeldUp> selected, List<HeldUp> released) {
        List<String> lines = new ArrayList<>();
        lines.add(released.size() + " would go on" + words(released));
        if (!released.isEmpty()) {
            long doubtful =
                    released.stream().filter(held -> held.intentAt() != null).count();
            lines.add("Jobtrain would be asked for each before anything is sent; for " + doubtful
                    + " at the job where a create is in doubt");
            JobWorkList.CODES.forEach(fault -> addWithoutJob(lines, fault, released));
        }
        if (released.size() < selected.size()) {
            lines.add(selected.size() - released.size()
                    + " would be left out: they are mails that name no applicant, discarded, or erased");
        }
        return lines;
    }

    private static String words(List<HeldUp> held) {
        Map<String, Long> kinds = held.stream()
                .collect(Collectors.groupingBy(
                        one -> one.state() + " " + one.code(), TreeMap::new, Collectors.counting()));
        return kinds.isEmpty()
                ? ""
                : kinds.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private void addWithoutJob(List<String> lines, Fault fault, List<HeldUp> released) {
        List<HeldUp> seekers = released.stream()
                .filter(held -> held.code().equals(fault.name()) && held.intentAt() == null)
                .toList();
        int without = seekers.isEmpty()
                ? 0
                : jobs.withoutJob(fault, seekers.stream().map(HeldUp::seeker).toList())
                        .size();
        if (without > 0) {
            lines.add(without + " would meet " + fault
                    + " again, unless idibu names another job now: none is found for them yet");
        }
    }

    /** @param which in words, for the audit */
    String replay(List<HeldUp> selected, String which) {
        Map<UUID, HeldUp> released = selected.stream()
                .filter(ApplicationWorkList::goesOn)
                .collect(Collectors.toMap(HeldUp::id, Function.identity(), (one, other) -> one, TreeMap::new));
        List<UUID> ids = List.copyOf(released.keySet());
        int count = 0;
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<UUID> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
            try {
                count += transaction.execute(status -> release(some, released, which));
            } catch (DataAccessException | TransactionException e) {
                throw new IllegalStateException("The database failed once %d had gone on, the rest stays as it is: %s"
                        .formatted(count, Faults.of(e).getMessage()));
            }
        }
        return count + " applications go on; Jobtrain is asked for each first"
                + (ids.size() < selected.size() ? "; " + (selected.size() - ids.size()) + " were left out" : "");
    }

    /** Those of {@code ids} that are still held up as they were when they were selected. */
    private int release(List<UUID> ids, Map<UUID, HeldUp> selected, String which) {
        List<Application> held = applications.lockHeldUp(ids).stream()
                .filter(application -> application
                        .getFinishedAt()
                        .equals(selected.get(application.getId()).since()))
                .toList();
        Instant now = clock.now();
        held.forEach(application -> release(application, now));
        if (!held.isEmpty()) {
            audit.note(Actor.operator(), "replay", "applications " + which, held.size() + " of them");
        }
        return held.size();
    }

    private void release(Application application, Instant now) {
        application.replay(now);
        timeline.add(application, now, "replayed by an operator");
    }
}
