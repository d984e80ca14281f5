package org.applicantrelay.flow;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.idibu.Backfills;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.pause.Pause;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.time.LondonTime;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/**
 * What brings applicants, as operators see and steer it. A pause counts on all replicas, a poll that is asked for is made
 * by the replica that is asked, in its turn.
 */
@Component
@ManagedResource(
        objectName = SourceControl.NAME,
        description = "What brings applicants: look, pause, resume, poll now, read a past period again")
public class SourceControl {

    static final String NAME = "org.applicantrelay:type=Flow,name=Sources";

    private static final String SOURCE = "idibu-listing, idibu-mailbox or idibu-webhook";
    private static final String DAY = ", such as 2026-11-24, in Europe/London";

    private final CamelContext camel;
    private final Pauses pauses;
    private final Pollers pollers;
    private final Backfills backfills;
    private final Audit audit;
    private final Executor mailboxClock;

    SourceControl(
            CamelContext camel,
            Pauses pauses,
            Pollers pollers,
            Backfills backfills,
            Audit audit,
            @Qualifier("mailboxClock") Executor mailboxClock) {
        this.camel = camel;
        this.pauses = pauses;
        this.pollers = pollers;
        this.backfills = backfills;
        this.audit = audit;
        this.mailboxClock = mailboxClock;
    }

    /** One line a source: on or off, paused or not, how far it has come. */
    @ManagedOperation(description = "The sources: whether each is on, paused, and how far it has come")
    @Needs(Role.VIEWER)
    public List<String> list() {
        return Arrays.stream(Stage.values())
                .filter(Stage::isSource)
                .map(this::line)
                .toList();
    }

    private String line(Stage source) {
        if (route(source).isEmpty()) {
            return source.label() + ": off";
        }
        Optional<Pollers.State> poller = pollers.state(source.label());
        return Stream.of(
                        isStarted(source) ? "on" : "its route is stopped on this replica",
                        pauses.of(source).map(Pause::inWords).orElse(null),
                        poller.map(Pollers.State::finishedAt)
                                .map(at -> "last read whole on " + LondonTime.format(at))
                                .orElse(null),
                        poller.map(Pollers.State::listingCursor)
                                .map(cursor -> "up to " + LondonTime.format(cursor))
                                .orElse(null),
                        poller.map(Pollers.State::replica)
                                .map(replica -> "replica " + replica + " reads it now")
                                .orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", ", source.label() + ": ", ""));
    }

    /** On all replicas, and until it is resumed. */
    @ManagedOperation(
            description =
                    "Pauses a source, on all replicas and until it is resumed. idibu's listing and the mailbox keep"
                            + " what comes meanwhile; idibu sends an event again for two days, and the listing has it as well")
    @ManagedOperationParameter(name = "source", description = SOURCE)
    @ManagedOperationParameter(name = "reason", description = "for whoever finds it paused; without personal data")
    @Needs(Role.OPERATOR)
    public String pause(String source, String reason) {
        Stage stage = stage(source);
        String said = Control.pause(pauses, stage, reason);
        boolean hasNoOther = stage == Stage.IDIBU_WEBHOOK
                && (route(Stage.IDIBU_LISTING).isEmpty() || pauses.isPaused(Stage.IDIBU_LISTING));
        return said + (hasNoOther ? ". idibu-listing brings nobody either: resume within two days" : "");
    }

    /** Brings all that has come meanwhile, at the next poll. */
    @ManagedOperation(description = "Ends the pause of a source; what came meanwhile comes at its next poll")
    @ManagedOperationParameter(name = "source", description = SOURCE)
    @Needs(Role.OPERATOR)
    public String resume(String source) {
        return Control.resume(pauses, stage(source));
    }

    /** Brings the next poll forward. */
    @ManagedOperation(description = "Polls idibu's listing or the mailbox at once, without waiting for its interval")
    @ManagedOperationParameter(name = "source", description = "idibu-listing or idibu-mailbox")
    @Needs(Role.OPERATOR)
    public String pollNow(String source) {
        Stage stage = stage(source);
        if (stage == Stage.IDIBU_WEBHOOK) {
            return "idibu sends its events by itself: there is nothing to poll";
        }
        Optional<Route> route = route(stage);
        if (route.isEmpty()) {
            return stage.label() + " is off: see the settings";
        }
        Optional<Pause> pause = pauses.of(stage);
        if (pause.isPresent()) {
            return stage.label() + " is " + pause.get().inWords() + "; resume it first";
        }
        if (!isStarted(stage)) {
            return "The route " + stage.label() + " is stopped on this replica; start it first";
        }
        String reader = pollers.state(stage.label()).map(Pollers.State::replica).orElse(null);
        if (reader != null) {
            return "Replica " + reader + " reads it at this moment";
        }
        audit.note(Actor.operator(), "poll", stage.label(), null);
        poll(stage, route.get());
        return stage.label() + " is polled now";
    }

    /** By the clock of the route, which makes no poll while one runs. */
    private void poll(Stage stage, Route route) {
        if (stage == Stage.IDIBU_MAILBOX) {
            mailboxClock.execute((Runnable) route.getConsumer());
            return;
        }
        QuartzEndpoint endpoint = (QuartzEndpoint) route.getEndpoint();
        try {
            Scheduler clock = endpoint.getComponent().getScheduler();
            clock.triggerJob(clock.getTrigger(endpoint.getTriggerKey()).getJobKey());
        } catch (SchedulerException e) {
            throw new IllegalStateException("The clock of " + stage.label() + " does not answer: "
                    + e.getClass().getSimpleName());
        }
    }

    /** @return the number of the backfill, in a sentence */
    @ManagedOperation(
            description =
                    "Reads a past period of idibu's listing again, day by day: who is missing here is taken in, and"
                            + " looked for in Jobtrain before anything is sent")
    @ManagedOperationParameter(name = "since", description = "the first day" + DAY)
    @ManagedOperationParameter(name = "until", description = "the last day" + DAY + "; empty for that one day")
    @Needs(Role.OPERATOR)
    public String backfill(String since, String until) {
        if (route(Stage.IDIBU_LISTING).isEmpty()) {
            return "idibu-listing is off: see the settings";
        }
        LocalDate first = day(since);
        long id = backfills.ask(first, until == null || until.isBlank() ? first : day(until));
        return "Backfill " + id + " is asked for; listBackfills() says how far it is";
    }

    /** One line a backfill, the newest first. */
    @ManagedOperation(description = "The backfills, the newest first: period, how far each is, and how it ended")
    @Needs(Role.VIEWER)
    public List<String> listBackfills() {
        return backfills.list();
    }

    /** Whom it has brought stays. */
    @ManagedOperation(description = "Ends a backfill early; whom it has brought stays")
    @ManagedOperationParameter(name = "number", description = "as listBackfills() shows it")
    @Needs(Role.OPERATOR)
    public String stopBackfill(long number) {
        return "Backfill " + number + (backfills.stop(number) ? " is stopped" : " is over already");
    }

    private Optional<Route> route(Stage source) {
        return Optional.ofNullable(camel.getRoute(source.label()));
    }

    private boolean isStarted(Stage source) {
        return camel.getRouteController().getRouteStatus(source.label()).isStarted();
    }

    private static Stage stage(String source) {
        return Stage.of(source)
                .filter(Stage::isSource)
                .orElseThrow(() -> new IllegalArgumentException("A source is " + SOURCE));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("That is no day; write one" + DAY.substring(1));
        }
    }
}
