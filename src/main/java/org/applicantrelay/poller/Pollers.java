package org.applicantrelay.poller;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives out turns: one replica at a time, taken over when its lease has run out. */
@Component
public class Pollers {

    private final PollerRows rows;
    private final DatabaseClock clock;
    private final Replica replica;
    private final RelayProperties relay;
    private final TransactionTemplate transaction;

    Pollers(
            PollerRows rows,
            DatabaseClock clock,
            Replica replica,
            RelayProperties relay,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.clock = clock;
        this.replica = replica;
        this.relay = relay;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The pollers' rows. */
    interface PollerRows extends JpaRepository<Poller, String> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select p from Poller p where p.name = :name")
        Optional<Poller> lock(String name);
    }

    /** The turn at {@code name}, or empty where another replica has it. */
    public Optional<Turn> start(String name) {
        makeRow(name);
        return transaction.execute(status -> {
            Poller poller = rows.lock(name).orElseThrow();
            Instant now = clock.asked();
            if (!poller.isFree(replica.name(), now)) {
                return Optional.empty();
            }
            poller.lease(replica.name(), now.plus(relay.delivery().lease()));
            return Optional.of(
                    new Turn(name, poller.getFence(), now, poller.getFinishedAt(), poller.getListingCursor()));
        });
    }

    /**
     * A poller as it stands.
     *
     * @param finishedAt when a turn last came to its end, or null
     * @param listingCursor where idibu's listing was read up to, or null
     * @param replica that has the turn now; null where none has
     */
    public record State(Instant finishedAt, LocalDateTime listingCursor, String replica) {}

    /** How {@code name} stands; empty before its first turn. */
    public Optional<State> state(String name) {
        Instant now = clock.now();
        return rows.findById(name)
                .map(poller -> new State(poller.getFinishedAt(), poller.getListingCursor(), poller.leaseOwner(now)));
    }

    /** When a turn at {@code name} last came to its end, or null. */
    public Instant lastFinished(String name) {
        return rows.findById(name).map(Poller::getFinishedAt).orElse(null);
    }

    /** Holds the lease for another while; false where the turn was lost. */
    public boolean renew(Turn turn) {
        return inTurn(
                turn, poller -> poller.renew(clock.asked().plus(relay.delivery().lease())));
    }

    /** Ends a turn whose work is done; false where it was lost before. */
    public boolean finish(Turn turn) {
        return inTurn(turn, poller -> {
            poller.finished(clock.now());
            poller.release();
        });
    }

    /** The same for idibu's listing, read up to {@code cursor}. */
    public boolean finish(Turn turn, LocalDateTime cursor) {
        return inTurn(turn, poller -> {
            poller.moveListingCursor(cursor);
            poller.finished(clock.now());
            poller.release();
        });
    }

    /** Ends a turn whose work is not done: the next begins where this one began. */
    public void giveUp(Turn turn) {
        try {
            inTurn(turn, Poller::release);
        } catch (DataAccessException | TransactionException e) {
            // Mostly the very fault that the turn broke off for. This replica takes the lease again, others wait for
            // it.
        }
    }

    private boolean inTurn(Turn turn, Consumer<Poller> change) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Poller poller = rows.lock(turn.poller()).orElseThrow();
            if (poller.getFence() != turn.fence()) {
                return false;
            }
            change.accept(poller);
            return true;
        }));
    }

    private void makeRow(String name) {
        if (rows.existsById(name)) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> rows.saveAndFlush(new Poller(name)));
        } catch (DataIntegrityViolationException e) {
            // Another replica made it at the same moment.
        }
    }
}
