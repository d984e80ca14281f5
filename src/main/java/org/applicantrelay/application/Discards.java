package org.applicantrelay.application;

import java.time.Instant;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.fault.Fault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one way in which an operator gives something up: for good, and with a reason. */
@Component
public class Discards {

    private final Timeline timeline;
    private final Audit audit;

    Discards(Timeline timeline, Audit audit) {
        this.timeline = timeline;
        this.audit = audit;
    }

    /**
     * Ends an application that is held up; what it brought stays.
     *
     * @param application locked by the caller's transaction
     * @throws IllegalArgumentException without a reason
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(Application application, String reason, Instant now) {
        String note = note(reason);
        application.finish(ApplicationState.DEAD, Fault.DISCARDED.name(), now);
        timeline.add(application, now, note);
        audit.note(Actor.operator(), "discard", "application " + application.getId(), reason.strip());
    }

    /**
     * What is kept of it.
     *
     * @throws IllegalArgumentException without a reason
     */
    public static String note(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("A reason is needed, for the timeline");
        }
        return "discarded by an operator: " + reason.strip();
    }
}
