package org.applicantrelay.erasure;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.content.Contents;
import org.applicantrelay.delivery.Outcomes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Erases one application: its person's data, all contents, and what idibu was still to be told. */
@Component
public class ErasedApplications {

    private final Applications applications;
    private final Contents contents;
    private final Outcomes outcomes;
    private final Timeline timeline;

    ErasedApplications(Applications applications, Contents contents, Outcomes outcomes, Timeline timeline) {
        this.applications = applications;
        this.contents = contents;
        this.outcomes = outcomes;
        this.timeline = timeline;
    }

    /**
     * Erases {@code application}, in the caller's transaction, which has locked it.
     *
     * @param note for the timeline
     * @return what was removed, by kind; of one that was erased before only what has come since
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Integer> erase(Application application, Instant now, String note) {
        Counts removed = new Counts();
        removed.add(Counts.CONTENTS, contents.discardAll(application.getId()));
        if (application.getState() != ApplicationState.ERASED) {
            removed.add(Counts.APPLICATIONS, 1);
            removed.add(Counts.OUTCOMES, outcomes.withdraw(application.getId()));
            application.erase(now);
            timeline.add(application, now, note);
        }
        return removed.byKind();
    }

    /** Removes what has come to an erased application since; nothing of any other. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tidy(UUID applicationId) {
        applications
                .lock(applicationId)
                .filter(application -> application.getState() == ApplicationState.ERASED)
                .ifPresent(application -> contents.discardAll(applicationId));
    }
}
