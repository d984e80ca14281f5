package org.applicantrelay.idibu;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Begins and ends walks over idibu's listing; the cursor moves only at the end of a whole one. */
@Component
public class ListingWalks {

    static final String POLLER = "idibu-listing";

    private static final Duration LONGEST_BREAK = Duration.ofMinutes(15);

    /** Each is some hundred bytes; where more are listed at each poll, the oldest are read and asked for again. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ListingWalks.class);

    private static final Set<Fault> OF_A_PAGE = Set.of(Fault.LISTING_UNREADABLE, Fault.ANSWER_TOO_LARGE);

    private final Pollers pollers;
    private final DeadLetters deadLetters;
    private final Pauses pauses;
    private final RelayProperties.Listing settings;
    private final Duration maxAge;

    /** The dates of the elements that an earlier poll of this replica found taken in, by their digests. */
    private final Map<String, Optional<LocalDateTime>> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<LocalDateTime>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** Broken off in this replica, to be gone on with; null where none was. */
    private ListingWalk broken;

    ListingWalks(Pollers pollers, DeadLetters deadLetters, Pauses pauses, RelayProperties relay) {
        this.pollers = pollers;
        this.deadLetters = deadLetters;
        this.pauses = pauses;
        this.settings = relay.idibu().listing();
        this.maxAge = relay.delivery().retry().maxAge();
    }

    /** A walk to be made, or to be gone on with; null where another replica makes one, or an operator has paused it. */
    public ListingWalk begin() {
        pauses.look();
        if (pauses.isPaused(Stage.IDIBU_LISTING)) {
            return null;
        }
        return pollers.start(POLLER).map(this::walk).orElse(null);
    }

    private synchronized ListingWalk walk(Turn turn) {
        ListingWalk walk = broken;
        broken = null;
        LocalDateTime after = after(turn);
        if (walk == null || !walk.isAfter(after) || isOld(walk, turn)) {
            // None was broken off, or another replica has come to an end since, or the pages have shifted too far.
            return new ListingWalk(turn, after);
        }
        walk.goOn(turn);
        return walk;
    }

    private static boolean isOld(ListingWalk walk, Turn turn) {
        return walk.turn().startedAt().plus(LONGEST_BREAK).isBefore(turn.startedAt());
    }

    private LocalDateTime after(Turn turn) {
        if (turn.listingCursor() != null) {
            return ListingWindow.after(turn.listingCursor(), settings.overlap());
        }
        return settings.since() == null || settings.since().isBlank()
                ? LondonTime.at(turn.startedAt()).toLocalDate().atStartOfDay()
                : LondonTime.read(settings.since());
    }

    /** Notes a page that was read; the walk stops where another replica has taken the turn, or an operator has paused it. */
    public void page(ListingWalk walk, String page) throws RelayException {
        walk.page(IdibuAnswer.total(page), IdibuAnswer.count(page));
        renew(walk);
    }

    private void renew(ListingWalk walk) {
        if (!pollers.renew(walk.turn())) {
            LOG.warn("Lost the turn at idibu's listing to another replica; relay.delivery.lease may be too short");
            walk.stop();
        }
        if (pauses.isPaused(Stage.IDIBU_LISTING)) {
            walk.breakOff();
        }
    }

    /**
     * Notes a page that could not be read; the walk goes on with what stands beside it.
     *
     * @param page what came of it; no text where it was too large to be read
     * @return the input of a dead letter
     * @throws Exception {@code thrown} again, where not the page is at fault, or where no page can be read
     */
    public String unreadable(ListingWalk walk, Object page, Exception thrown) throws Exception {
        String asked =
                "after_date=%s, offset=%d, count=%d".formatted(walk.getAfter(), walk.getOffset(), walk.getCount());
        if (!OF_A_PAGE.contains(Faults.of(thrown).fault()) || !walk.unreadable()) {
            throw thrown;
        }
        renew(walk);
        return page instanceof String text ? text : "No text was kept of " + asked;
    }

    /**
     * Lets a kept page pass that is whole, though parts of it may be dead letters of their own.
     *
     * @throws RelayException LISTING_UNREADABLE
     */
    public void whole(String page) throws RelayException {
        IdibuAnswer.total(IdibuAnswer.judge(page, Fault.LISTING_UNREADABLE.name()));
    }

    /**
     * Whether intake has dealt with the same element, letter by letter: each poll of the overlap brings it again, and there
     * is nothing to read or to ask then.
     *
     * @param walk null where it is of no walk: an operator has replayed it, and it is looked at whatever is known
     */
    public boolean isRemembered(ListingWalk walk, String element) {
        Optional<LocalDateTime> date = walk == null ? null : remembered.get(digest(element));
        if (date == null) {
            return false;
        }
        walk.seen(date.orElse(null));
        return true;
    }

    /** Notes an element that intake has dealt with for good: its applicant is durable, or deleted at idibu. */
    public void remember(String element, IdibuApplicant applicant) {
        remembered.put(digest(element), Optional.ofNullable(LondonTime.readOrNull(applicant.date())));
    }

    private static String digest(String element) {
        return Vault.sha256(element.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Notes an applicant that intake has dealt with.
     *
     * @param walk null where it is of no walk: an operator has replayed it
     * @param applicant null where the element was empty
     */
    public void seen(ListingWalk walk, IdibuApplicant applicant) {
        if (walk == null) {
            return;
        }
        walk.seen(applicant == null ? null : LondonTime.readOrNull(applicant.date()));
    }

    /** Ends a walk that came to its end. */
    public void finish(ListingWalk walk) {
        Turn turn = walk.turn();
        if (walk.isBrokenOff()) {
            remember(walk);
            pollers.giveUp(turn);
            return;
        }
        if (!walk.isSettled()) {
            LOG.warn("idibu's listing changed during every walk; the next begins where this one began");
            pollers.giveUp(turn);
            return;
        }
        if (walk.skipped() > 0 && isHeldFor(turn)) {
            LOG.warn(
                    "{} records of idibu's listing could not be read; the next walk begins where this one began",
                    walk.skipped());
            pollers.giveUp(turn);
            return;
        }
        if (walk.skipped() == 0) {
            deadLetters.resolve(POLLER, Fault.LISTING_UNREADABLE, turn.finishedAt());
        }
        pollers.finish(turn, ListingWindow.next(turn.listingCursor(), after(turn), walk.newest(), walk.begunAt()));
    }

    /** Whether what could not be read is still young enough to hold the cursor for it. */
    private boolean isHeldFor(Turn turn) {
        return deadLetters
                .oldestSince(POLLER, Fault.LISTING_UNREADABLE, turn.finishedAt())
                .map(oldest -> turn.startedAt().isBefore(oldest.plus(maxAge)))
                .orElse(true);
    }

    /**
     * Ends a walk that a fault has broken off. Where idibu did not answer, the next goes on with that page: over many
     * pages one would hardly ever come to its end otherwise. After any other fault it begins anew.
     */
    public void fail(ListingWalk walk, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        LOG.warn("idibu's listing could not be read whole, the next poll goes on: {}", fault.getMessage());
        if (walk != null) {
            remember(fault.fault() == Fault.IDIBU_UNAVAILABLE ? walk : null);
            pollers.giveUp(walk.turn());
        }
    }

    private synchronized void remember(ListingWalk walk) {
        broken = walk;
    }
}
