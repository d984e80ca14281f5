package org.applicantrelay.mailbox;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.applicantrelay.application.Applications;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets one replica at a time read the mailbox: two would fetch each mail twice, and move it under each other's hands. */
@Component
public class MailboxTurns implements PollingConsumerPollStrategy {

    static final String POLLER = "idibu-mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(MailboxTurns.class);

    /** Longer than any mail takes from being fetched to being taken in. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final Pollers pollers;
    private final Applications applications;
    private final Contents contents;

    /** Of the one thread that polls. */
    private Turn turn;

    MailboxTurns(Pollers pollers, Applications applications, Contents contents) {
        this.pollers = pollers;
        this.applications = applications;
        this.contents = contents;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        turn = pollers.start(POLLER).orElse(null);
        if (turn != null) {
            contents.clearStaged(applications.now().minus(LEFT_OVER));
        }
        return turn != null;
    }

    /** Before each mail: goes on with the turn, or leaves the rest to the replica that has taken it over. */
    public void next() throws RelayException {
        if (!pollers.renew(turn)) {
            throw new RelayException(Fault.MAILBOX_UNAVAILABLE, "another replica has taken its turn");
        }
    }

    /** Says why a mail stays unseen for the next poll, and breaks it off. */
    public void leave(Exception thrown) throws Exception {
        LOG.warn(
                "A mail stays in the mailbox and is fetched again at the next poll: {}",
                Faults.of(thrown).getMessage());
        throw thrown;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        pollers.finish(turn);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception thrown) {
        LOG.warn(
                "The mailbox could not be read, the next poll begins again: {}",
                Faults.of(thrown).getMessage());
        if (turn != null) {
            pollers.giveUp(turn);
        }
        return false;
    }
}
