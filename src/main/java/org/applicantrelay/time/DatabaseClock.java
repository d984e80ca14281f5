package org.applicantrelay.time;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * The database's time, the only one that replicas agree on. Dates are taken from its last answer, which is at most half a
 * second old, and carried on by this process's nanoseconds, which nobody sets; leases ask anew.
 */
@Component
public class DatabaseClock {

    private final EntityManager database;
    volatile Answer last;

    DatabaseClock(EntityManager database) {
        this.database = database;
    }

    record Answer(Instant time, long nanos) {}

    /**
     * For dates, in microseconds, as both databases keep them. Late by the way of the answer, so that what is due by it is due
     * for the database as well; until the next answer also by how long the machine was halted.
     */
    public Instant now() {
        if (last == null) {
            ask();
        }
        Answer answer = last;
        return answer.time().plusNanos(System.nanoTime() - answer.nanos()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * For leases, which must not end in the database before their holder knows; asked now, and for PostgreSQL the time at
     * which the caller's transaction began.
     */
    public Instant asked() {
        return database.createQuery("select instant", Instant.class).getSingleResult();
    }

    /** Brings {@link #now} up to date; not in a transaction. */
    public void ask() {
        Instant time = asked();
        last = new Answer(time, System.nanoTime());
    }
}
