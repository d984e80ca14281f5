package org.applicantrelay.mailbox;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Lets one replica at a time read the mailbox: two would fetch each mail twice, and move it under each other's hands. */
@Component
public class MailboxTurns implements PollingConsumerPollStrategy, ExceptionHandler {

    static final String POLLER = "idibu-mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(MailboxTurns.class);

    /** Longer than any mail takes from being fetched to being taken in. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private static final int BEATS_PER_LEASE = 3;

    private final Pollers pollers;
    private final DatabaseClock clock;
    private final Contents contents;
    private final Pauses pauses;

    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(beat -> {
        Thread thread = new Thread(beat, "mailbox-turn-renewal");
        thread.setDaemon(true);
        return thread;
    });

    /** While this replica reads. */
    private volatile Turn turn;

    MailboxTurns(Pollers pollers, DatabaseClock clock, Contents contents, Pauses pauses, RelayProperties relay) {
        this.pauses = pauses;
        this.pollers = pollers;
        this.clock = clock;
        this.contents = contents;
        // One mail can take longer than the lease.
        long beat = relay.delivery().lease().toMillis() / BEATS_PER_LEASE;
        heart.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.MILLISECONDS);
    }

    /** Holds the turn for another while, if it is ours. */
    public void renew() {
        Turn held = turn;
        try {
            if (held != null) {
                pollers.renew(held);
            }
        } catch (DataAccessException | TransactionException e) {
            // The next mail asks again, and says so.
        }
    }

    @PreDestroy
    void stop() {
        heart.shutdownNow();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        pauses.look();
        turn = pauses.isPaused(Stage.IDIBU_MAILBOX)
                ? null
                : pollers.start(POLLER).orElse(null);
        if (turn != null) {
            contents.clearStaged(clock.now().minus(LEFT_OVER));
        }
        return turn != null;
    }

    /**
     * Before each mail: goes on with the turn, or leaves the rest, to the replica that has taken it over or to whoever ends
     * the pause.
     */
    public void next() throws RelayException {
        if (pauses.isPaused(Stage.IDIBU_MAILBOX)) {
            throw new RelayException(Fault.MAILBOX_UNAVAILABLE, "an operator has paused it");
        }
        if (!pollers.renew(turn)) {
            throw new RelayException(Fault.MAILBOX_UNAVAILABLE, "another replica has taken its turn");
        }
    }

    /**
     * Says why a mail stays unseen for the next poll, and breaks it off.
     *
     * @param input what was fetched of it, or null
     */
    public void leave(Exception thrown, Object input) throws Exception {
        if (input instanceof Content staged) {
            contents.discardQuietly(staged);
        }
        if (!pauses.isPaused(Stage.IDIBU_MAILBOX)) {
            LOG.warn(
                    "A mail stays in the mailbox and is fetched again at the next poll: {}",
                    Faults.of(thrown).getMessage());
        }
        throw thrown;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        pollers.finish(ended());
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception thrown) {
        Turn ended = ended();
        if (ended != null) {
            pollers.giveUp(ended);
        }
        return false;
    }

    @Override
    public void handleException(Throwable thrown) {
        handleException(null, null, thrown);
    }

    @Override
    public void handleException(String message, Throwable thrown) {
        handleException(message, null, thrown);
    }

    /** Camel hands over here whatever a poll failed with, after {@link #rollback}. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable thrown) {
        LOG.warn(
                "The mailbox could not be read, the next poll begins again: {}",
                Faults.of(thrown).getMessage());
    }

    private Turn ended() {
        Turn ended = turn;
        turn = null;
        return ended;
    }
}
