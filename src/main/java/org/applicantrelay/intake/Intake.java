package org.applicantrelay.intake;

import java.io.IOException;
import java.util.regex.Pattern;
import org.applicantrelay.applicant.PersonName;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.privacy.Vault;
import org.springframework.stereotype.Component;

/** The steps of intake between the idempotent consumer and the commit. */
@Component
public class Intake {

    private static final Pattern TRACK_ID = Pattern.compile("[1-9]\\d{0,18}");

    private final Applications applications;
    private final Contents contents;
    private final Timeline timeline;
    private final Vault vault;

    Intake(Applications applications, Contents contents, Timeline timeline, Vault vault) {
        this.applications = applications;
        this.contents = contents;
        this.timeline = timeline;
        this.vault = vault;
    }

    /** Whether idibu has deleted the person: such a record is never taken in (idibu, quirk 17). */
    public boolean isDeleted(IdibuApplicant applicant) {
        return applicant != null && applicant.isDeleted();
    }

    /** Refuses what names no applicant; a track id is a whole number (idibu, "Listing Applicants"). */
    public void check(IdibuApplicant applicant) throws RelayException {
        if (applicant == null
                || applicant.id() == null
                || !TRACK_ID.matcher(applicant.id()).matches()) {
            throw new RelayException(Fault.NO_TRACK_ID);
        }
    }

    /** The row of a new application, still to be written. */
    public Application row(String channel, IdibuApplicant applicant) {
        Application application = new Application(applicant.id(), channel, applications.now());
        String email = applicant.email() == null ? applicant.parsedEmail() : applicant.email();
        application.describe(
                PersonName.of(applicant.name()).whole(),
                email,
                email == null ? null : vault.emailHash(email),
                applicant.jobReference());
        return application;
    }

    /**
     * Keeps what the source has sent, untouched, and begins the timeline.
     *
     * @param mended the same, as it was read; null where it was read as it came
     */
    public void keepInput(Application application, String input, Mended mended) throws IOException {
        contents.keepText(application.getId(), Content.Kind.LISTING, input);
        String repairs = mended == null || mended.note() == null ? "" : ", " + mended.note();
        timeline.add(application, application.getReceivedAt(), "from idibu's listing" + repairs);
    }
}
