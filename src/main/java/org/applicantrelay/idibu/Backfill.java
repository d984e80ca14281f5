package org.applicantrelay.idibu;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import org.applicantrelay.text.Texts;

/** A period of idibu's listing that is read again, day by day; how far that is, and how it ended. */
@Entity
class Backfill {

    private static final int LONGEST_NOTE = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private Instant askedAt;
    private String actor;

    /** As text: a column of a date type would be shifted by the JVM's own time zone. */
    private String firstDay;

    private String lastDay;
    private String nextDay;
    private Instant dueAt;
    private Instant endedAt;
    private long listed;
    private long unreadable;
    private String note;

    protected Backfill() {}

    Backfill(LocalDate first, LocalDate last, String actor, Instant now) {
        this.askedAt = now;
        this.actor = actor;
        this.firstDay = first.toString();
        this.lastDay = last.toString();
        this.nextDay = firstDay;
        this.dueAt = now;
    }

    /** A day was read whole; the last one ends it. */
    void read(int applicants, int records, Instant now) {
        listed += applicants;
        unreadable += records;
        note = null;
        LocalDate next = nextDay().plusDays(1);
        nextDay = next.toString();
        dueAt = now;
        if (next.isAfter(lastDay())) {
            end(null, now);
        }
    }

    /** The day is begun again then. */
    void waitUntil(Instant due, String why) {
        dueAt = due;
        note = Texts.cut(why, LONGEST_NOTE);
    }

    void end(String why, Instant now) {
        dueAt = null;
        endedAt = now;
        note = Texts.cut(why, LONGEST_NOTE);
    }

    boolean isOpen() {
        return endedAt == null;
    }

    boolean isDue(Instant now) {
        return isOpen() && !dueAt.isAfter(now);
    }

    Long getId() {
        return id;
    }

    Instant getAskedAt() {
        return askedAt;
    }

    String getActor() {
        return actor;
    }

    LocalDate firstDay() {
        return LocalDate.parse(firstDay);
    }

    LocalDate lastDay() {
        return LocalDate.parse(lastDay);
    }

    LocalDate nextDay() {
        return LocalDate.parse(nextDay);
    }

    Instant getEndedAt() {
        return endedAt;
    }

    long getListed() {
        return listed;
    }

    long getUnreadable() {
        return unreadable;
    }

    String getNote() {
        return note;
    }
}
