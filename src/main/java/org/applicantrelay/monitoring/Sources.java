package org.applicantrelay.monitoring;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.applicantrelay.jobtrain.Jobs;
import org.applicantrelay.monitoring.Backlog.Snapshot;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.stereotype.Component;

/** The pollers that bring applicants or what they need, as far as they are switched on, and how far they may lie back. */
@Component
class Sources {

    /** Walks over a long listing, or a large mailbox, take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int INTERVALS = 3;

    /** How often each is read, by its poller's name. */
    private final Map<String, Duration> intervals = new TreeMap<>();

    Sources(RelayProperties relay) {
        if (relay.idibu().listing().enabled()) {
            intervals.put(Stage.IDIBU_LISTING.label(), relay.idibu().listing().interval());
        }
        if (relay.mailbox().enabled()) {
            intervals.put(Stage.IDIBU_MAILBOX.label(), relay.mailbox().interval());
        }
        intervals.put(Jobs.POLLER, relay.jobtrain().jobs().interval());
    }

    Set<String> names() {
        return intervals.keySet();
    }

    /** Since it was last read to its end; where it never was, since this process began. */
    Duration age(String source, Snapshot snapshot) {
        Instant finished = snapshot.polls().get(source);
        return finished == null
                ? Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                : Duration.between(finished, snapshot.at());
    }

    boolean isBehind(String source, Snapshot snapshot) {
        Duration allowed = intervals.get(source).multipliedBy(INTERVALS).plus(PATIENCE);
        return age(source, snapshot).compareTo(allowed) > 0;
    }
}
