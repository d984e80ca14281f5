package org.applicantrelay.idibu;

import java.time.LocalDateTime;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins and ends walks over idibu's listing; the cursor moves only at the end of a whole one. */
@Component
public class ListingWalks {

    static final String POLLER = "idibu-listing";

    private static final Logger LOG = LoggerFactory.getLogger(ListingWalks.class);

    private final Pollers pollers;
    private final RelayProperties.Listing settings;

    ListingWalks(Pollers pollers, RelayProperties relay) {
        this.pollers = pollers;
        this.settings = relay.idibu().listing();
    }

    /** A walk to be made, or null where another replica makes one. */
    public ListingWalk begin() {
        return pollers.start(POLLER)
                .map(turn -> new ListingWalk(turn, after(turn)))
                .orElse(null);
    }

    private LocalDateTime after(Turn turn) {
        if (turn.listingCursor() != null) {
            return ListingWindow.after(turn.listingCursor(), settings.overlap());
        }
        return settings.since() == null || settings.since().isBlank()
                ? LondonTime.at(turn.startedAt()).toLocalDate().atStartOfDay()
                : LondonTime.read(settings.since());
    }

    /** Notes a page that was read; the walk stops where another replica has taken the turn meanwhile. */
    public void page(ListingWalk walk, String page) throws RelayException {
        walk.page(IdibuAnswer.total(page), IdibuAnswer.count(page));
        if (!pollers.renew(walk.turn())) {
            LOG.warn("Lost the turn at idibu's listing to another replica; relay.delivery.lease may be too short");
            walk.stop();
        }
    }

    /** Notes an applicant that intake has dealt with; null where the element was empty. */
    public void seen(ListingWalk walk, IdibuApplicant applicant) {
        walk.seen(applicant == null ? null : LondonTime.readOrNull(applicant.date()));
    }

    /** Ends a walk that came to its end. */
    public void finish(ListingWalk walk) {
        Turn turn = walk.turn();
        if (!walk.isSettled()) {
            LOG.warn("idibu's listing changed during every walk; the next begins where this one began");
            pollers.giveUp(turn);
            return;
        }
        pollers.finish(turn, ListingWindow.next(turn.listingCursor(), after(turn), walk.newest(), turn.startedAt()));
    }

    /** Ends a walk that a fault has broken off: the next begins where this one began. */
    public void fail(ListingWalk walk, Exception thrown) {
        LOG.warn(
                "idibu's listing could not be read whole, the next poll begins again: {}",
                Faults.of(thrown).getMessage());
        if (walk != null) {
            pollers.giveUp(walk.turn());
        }
    }
}
