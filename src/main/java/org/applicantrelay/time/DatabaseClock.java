package org.applicantrelay.time;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * The database's time, the only one that replicas agree on: asked twice a second, and carried on by this process's
 * nanoseconds, which nobody sets, in between. It is late by the way of an answer, so that what is due by it is due for the
 * database as well.
 */
@Component
public class DatabaseClock {

    private final EntityManager database;
    private volatile Answer last;

    DatabaseClock(EntityManager database) {
        this.database = database;
    }

    private record Answer(Instant time, long nanos) {}

    /** In microseconds, as both databases keep them. */
    public Instant now() {
        if (last == null) {
            ask();
        }
        Answer answer = last;
        return answer.time().plusNanos(System.nanoTime() - answer.nanos()).truncatedTo(ChronoUnit.MICROS);
    }

    /** Not in a transaction, in which PostgreSQL answers with the time of its begin. */
    public void ask() {
        Instant time = database.createQuery("select instant", Instant.class).getSingleResult();
        last = new Answer(time, System.nanoTime());
    }
}
