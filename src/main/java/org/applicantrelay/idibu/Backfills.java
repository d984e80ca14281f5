package org.applicantrelay.idibu;

import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.poller.Pollers;
import org.applicantrelay.poller.Turn;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Past periods of idibu's listing that operators have asked for again, beside the cursor, which stays where it is. One day
 * is read in a turn, on one replica at a time; where that breaks off the day is begun again. Whom the relay knows is not
 * asked for.
 */
@Component
public class Backfills {

    static final String POLLER = "idibu-backfill";

    private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);

    private static final int LONGEST_DAYS = 366;
    private static final int MOST_LISTED = 100;

    /** A day that broke off is not begun again before. */
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

    private final BackfillRows rows;
    private final Pollers pollers;
    private final Partners partners;
    private final Pauses pauses;
    private final DatabaseClock clock;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Backfills(
            BackfillRows rows,
            Pollers pollers,
            Partners partners,
            Pauses pauses,
            DatabaseClock clock,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.pollers = pollers;
        this.partners = partners;
        this.pauses = pauses;
        this.clock = clock;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The backfills' rows. */
    interface BackfillRows extends JpaRepository<Backfill, Long> {
        @Query("select b from Backfill b where b.endedAt is null order by b.id")
        List<Backfill> open(Limit limit);

        @Query("select b from Backfill b order by b.id desc")
        List<Backfill> newest(Limit limit);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select b from Backfill b where b.id = :id")
        Optional<Backfill> lock(Long id);
    }

    /** The walk over one day of a backfill. */
    public static final class Day extends ListingWalk {
        private final Long backfill;
        private final LocalDate date;

        Day(Turn turn, Long backfill, LocalDate date) {
            super(turn, date.atStartOfDay(), date.atTime(LocalTime.MAX).truncatedTo(ChronoUnit.SECONDS));
            this.backfill = backfill;
            this.date = date;
        }
    }

    /**
     * Asks for a period; those that are asked for while one is read wait for its end.
     *
     * @param since the first day, in Europe/London
     * @param until the last day
     * @return its number
     * @throws IllegalArgumentException for a period that is none, is longer than a year, or is not over yet
     */
    public long ask(LocalDate since, LocalDate until) {
        if (since.isAfter(until)) {
            throw new IllegalArgumentException("The period ends before it begins");
        }
        Instant now = clock.now();
        if (until.isAfter(LondonTime.at(now).toLocalDate())) {
            throw new IllegalArgumentException("The period is not over yet; the polls bring what comes");
        }
        if (ChronoUnit.DAYS.between(since, until) >= LONGEST_DAYS) {
            throw new IllegalArgumentException("At most %d days at once".formatted(LONGEST_DAYS));
        }
        return transaction.execute(status -> {
            Backfill backfill = rows.save(new Backfill(since, until, Actor.operator(), now));
            audit.note(Actor.operator(), "backfill", "backfill " + backfill.getId(), since + " to " + until);
            return backfill.getId();
        });
    }

    /**
     * Ends a backfill early; what it has brought stays.
     *
     * @return false where it is over already
     * @throws IllegalArgumentException where there is none with that number
     */
    public boolean stop(long id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Backfill backfill = rows.lock(id)
                    .orElseThrow(
                            () -> new IllegalArgumentException("No backfill has that number; see listBackfills()"));
            if (!backfill.isOpen()) {
                return false;
            }
            backfill.end("stopped by an operator", clock.now());
            audit.note(Actor.operator(), "stop", "backfill " + id, null);
            return true;
        }));
    }

    /** One line each, the newest first: number, period, how far it is. */
    public List<String> list() {
        return rows.newest(Limit.of(MOST_LISTED)).stream().map(Backfills::line).toList();
    }

    private static String line(Backfill backfill) {
        String state = backfill.isOpen()
                ? "is at " + backfill.nextDay()
                : backfill.nextDay().isAfter(backfill.lastDay())
                        ? "read whole on " + LondonTime.format(backfill.getEndedAt())
                        : "ended on " + LondonTime.format(backfill.getEndedAt()) + " before " + backfill.nextDay();
        return Stream.of(
                        "%d: %s to %s, asked for by %s on %s"
                                .formatted(
                                        backfill.getId(),
                                        backfill.firstDay(),
                                        backfill.lastDay(),
                                        backfill.getActor(),
                                        LondonTime.format(backfill.getAskedAt())),
                        state,
                        backfill.getListed() + " applicants listed",
                        backfill.getUnreadable() == 0
                                ? null
                                : backfill.getUnreadable() + " records could not be read: see the dead letters",
                        backfill.getNote())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    /** The day to be read now, or null: none is asked for, another replica reads one, or idibu is left alone. */
    public Day begin() {
        if (!partners.isOpen(Partner.IDIBU) || pauses.isPaused(Stage.IDIBU_LISTING) || due().isEmpty()) {
            return null;
        }
        Turn turn = pollers.start(POLLER).orElse(null);
        if (turn == null) {
            return null;
        }
        // Only now: another replica may have read that day since.
        Optional<Backfill> backfill = due();
        if (backfill.isEmpty()) {
            pollers.giveUp(turn);
            return null;
        }
        return new Day(turn, backfill.get().getId(), backfill.get().nextDay());
    }

    private Optional<Backfill> due() {
        Instant now = clock.now();
        return rows.open(Limit.of(1)).stream().filter(row -> row.isDue(now)).findFirst();
    }

    /** Ends the reading of a day. */
    public void finish(Day day) {
        if (day.isBrokenOff()) {
            pollers.giveUp(day.turn());
            return;
        }
        if (!pollers.finish(day.turn())) {
            return;
        }
        change(day, backfill -> {
            Instant now = clock.now();
            if (!day.isSettled()) {
                backfill.waitUntil(now.plus(AFTER_FAULT), "the listing changed while it was read");
                return;
            }
            backfill.read(day.total(), day.skipped(), now);
            LOG.info(
                    "Backfill {} has read {}: {} applicants are listed{}",
                    day.backfill,
                    day.date,
                    day.total(),
                    backfill.isOpen() ? "" : ". It was the last day");
        });
    }

    /** Ends a reading that a fault has broken off. */
    public void fail(Day day, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        LOG.warn("A backfill broke off, its day is begun again: {}", fault.getMessage());
        if (day != null) {
            pollers.giveUp(day.turn());
            change(day, backfill -> backfill.waitUntil(clock.now().plus(AFTER_FAULT), fault.getMessage()));
        }
    }

    /** Does nothing where an operator has ended it meanwhile, or another replica has read the day. */
    private void change(Day day, Consumer<Backfill> change) {
        transaction.executeWithoutResult(status -> rows.lock(day.backfill)
                .filter(backfill -> backfill.isOpen() && backfill.nextDay().equals(day.date))
                .ifPresent(change));
    }
}
