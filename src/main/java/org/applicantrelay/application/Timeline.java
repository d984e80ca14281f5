package org.applicantrelay.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what happens to an application into its timeline and, in the same words, into the log. */
@Component
public class Timeline {

    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    private final Entries entries;
    private final ApplicationMeter meter;

    Timeline(Entries entries, ApplicationMeter meter) {
        this.entries = entries;
        this.meter = meter;
    }

    /** The timeline's rows. */
    interface Entries extends JpaRepository<TimelineEntry, Long> {
        List<TimelineEntry> findByApplicationIdOrderById(UUID applicationId);

        boolean existsByApplicationIdAndNote(UUID applicationId, String note);
    }

    /**
     * {@code application} as it is now, in the transaction that has changed it.
     *
     * @param note a few words without personal data, or null
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Application application, Instant at, String note) {
        entries.save(new TimelineEntry(application, at, note));
        if (at.equals(application.getFinishedAt())) {
            meter.ended(application);
        }
        LOG.info(
                "applicant {} {}{}{}",
                application.getTrackId(),
                application.getState(),
                application.getCode() == null ? "" : " " + application.getCode(),
                note == null ? "" : " (" + note + ")");
    }

    /** The same, unless an earlier attempt has noted it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addOnce(Application application, Instant at, String note) {
        if (!entries.existsByApplicationIdAndNote(application.getId(), TimelineEntry.shorten(note))) {
            add(application, at, note);
        }
    }

    /** All of an application's entries, the first first. */
    public List<TimelineEntry> of(UUID applicationId) {
        return entries.findByApplicationIdOrderById(applicationId);
    }
}
