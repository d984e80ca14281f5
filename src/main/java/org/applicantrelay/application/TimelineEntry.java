package org.applicantrelay.application;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.text.Texts;

/** One change of an application: when, to which state, why. Without personal data. */
@Entity
public class TimelineEntry {

    private static final int LONGEST_NOTE = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private UUID applicationId;
    private Instant at;

    @Enumerated(EnumType.STRING)
    private ApplicationState state;

    private String code;
    private String note;

    protected TimelineEntry() {}

    TimelineEntry(Application application, Instant at, String note) {
        this.applicationId = application.getId();
        this.at = at;
        this.state = application.getState();
        this.code = application.getCode();
        this.note = shorten(note);
    }

    static String shorten(String note) {
        return Texts.cut(note, LONGEST_NOTE);
    }

    public Instant getAt() {
        return at;
    }

    public ApplicationState getState() {
        return state;
    }

    public String getCode() {
        return code;
    }

    public String getNote() {
        return note;
    }
}
