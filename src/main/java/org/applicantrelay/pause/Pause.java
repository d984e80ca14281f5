package org.applicantrelay.pause;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.applicantrelay.text.Texts;
import org.applicantrelay.time.LondonTime;
import org.hibernate.annotations.Immutable;

/** A stage is paused: since when, by whom and why. */
@Entity
@Immutable
public class Pause {

    private static final int LONGEST_REASON = 500;

    @Id
    @Enumerated(EnumType.STRING)
    private Stage stage;

    private Instant since;
    private String actor;
    private String reason;

    protected Pause() {}

    Pause(Stage stage, Instant since, String actor, String reason) {
        this.stage = stage;
        this.since = since;
        this.actor = actor;
        this.reason = Texts.cut(reason, LONGEST_REASON);
    }

    Stage getStage() {
        return stage;
    }

    /** Such as {@code paused since 2026-11-24 08:00:00 by anna: Jobtrain is being updated}. */
    public String inWords() {
        return "paused since " + LondonTime.format(since) + " by " + actor + ": " + reason;
    }
}
