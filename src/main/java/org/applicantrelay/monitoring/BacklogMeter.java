package org.applicantrelay.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.applicantrelay.application.ApplicationMeter;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.monitoring.Backlog.Snapshot;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The backlog as gauges. Each replica shows the same, so that a rule takes the greatest and no sum. While the database
 * cannot be read there is no number.
 */
@Component
final class BacklogMeter implements MeterBinder {

    private final Backlog backlog;
    private final Sources sources;

    BacklogMeter(Backlog backlog, Sources sources) {
        this.backlog = backlog;
        this.sources = sources;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (ApplicationState state : List.of(ApplicationState.RECEIVED, ApplicationState.DELIVERING)) {
            applications(meters, state, ApplicationMeter.NO_CODE);
        }
        for (ApplicationState state :
                List.of(ApplicationState.WAITING, ApplicationState.PARKED, ApplicationState.DEAD)) {
            applications(meters, state, ApplicationMeter.NO_CODE);
            for (Fault code : Fault.values()) {
                applications(meters, state, code.name());
            }
        }
        for (Fault code : Fault.values()) {
            gauge(
                            "relay.dead.letters",
                            "Inputs that became no application and that somebody has yet to look after, by code",
                            snapshot -> snapshot.deadLetters().getOrDefault(code.name(), 0L))
                    .tag("code", code.name())
                    .register(meters);
        }
        age(
                meters,
                "relay.applications.oldest",
                "Age of the longest of the applications that are under way, 0 where none is",
                snapshot -> snapshot.since(snapshot.oldest()));
        gauge("relay.outcomes.untold", "Outcomes that idibu is still to be told", Snapshot::untold)
                .register(meters);
        age(
                meters,
                "relay.outcomes.oldest",
                "Age of the longest of the outcomes that idibu is still to be told, 0 where there is none",
                snapshot -> snapshot.since(snapshot.oldestUntold()));
        gauge(
                        "relay.erasures.unseen",
                        "Erased people whom idibu has not been seen to have deleted",
                        Snapshot::undeleted)
                .register(meters);
        gauge("relay.erasures.tasks", "Deletions in Jobtrain that nobody has proved yet", Snapshot::tasks)
                .register(meters);
        for (String source : sources.names()) {
            gauge(
                            "relay.source.age",
                            "Since the source was last read to its end",
                            snapshot -> seconds(sources.age(source, snapshot)))
                    .tag("source", source)
                    .baseUnit("seconds")
                    .register(meters);
            gauge(
                            "relay.source.behind",
                            "1 while the source has not been read to its end for three intervals and more",
                            snapshot -> sources.isBehind(source, snapshot) ? 1 : 0)
                    .tag("source", source)
                    .register(meters);
        }
    }

    private void applications(MeterRegistry meters, ApplicationState state, String code) {
        gauge(
                        "relay.applications",
                        "Applications that are under way or held up, by state and code",
                        snapshot -> snapshot.count(state, code))
                .tag("state", state.name())
                .tag("code", code)
                .register(meters);
    }

    private void age(MeterRegistry meters, String name, String description, Function<Snapshot, Duration> age) {
        gauge(name, description, snapshot -> seconds(age.apply(snapshot)))
                .baseUnit("seconds")
                .register(meters);
    }

    private static Number seconds(Duration age) {
        return age == null ? 0 : age.toMillis() / 1000.0;
    }

    private Gauge.Builder<?> gauge(String name, String description, Function<Snapshot, Number> number) {
        return Gauge.builder(name, () -> read(number)).description(description);
    }

    private Number read(Function<Snapshot, Number> number) {
        try {
            return number.apply(backlog.now());
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }
}
