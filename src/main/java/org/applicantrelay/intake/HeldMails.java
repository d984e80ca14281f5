package org.applicantrelay.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Discards;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.erasure.Tombstones;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.time.DatabaseClock;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an operator can do with a mail that is kept for want of an applicant it belongs to. */
@Component
@ManagedResource(
        objectName = HeldMails.NAME,
        description = "Forwarded mails that name no applicant, or another account's")
public class HeldMails {

    static final String NAME = "org.applicantrelay:type=Intake,name=HeldMails";

    private final Applications applications;
    private final DatabaseClock clock;
    private final ApplicantKeys keys;
    private final Contents contents;
    private final Timeline timeline;
    private final Discards discards;
    private final Intake intake;
    private final Audit audit;
    private final Tombstones tombstones;

    HeldMails(
            Applications applications,
            DatabaseClock clock,
            ApplicantKeys keys,
            Contents contents,
            Timeline timeline,
            Discards discards,
            Intake intake,
            Audit audit,
            Tombstones tombstones) {
        this.tombstones = tombstones;
        this.applications = applications;
        this.clock = clock;
        this.keys = keys;
        this.contents = contents;
        this.timeline = timeline;
        this.discards = discards;
        this.intake = intake;
        this.audit = audit;
    }

    /** One line a mail: its key, code and time of arrival. */
    @ManagedOperation(description = "The mails that are held: key, code, time of arrival")
    @Needs(Role.VIEWER)
    public List<String> list() {
        return applications.heldMails(ApplicationState.PARKED, Arrival.HELD).stream()
                .map(mail -> mail.getTrackId() + " " + mail.getCode() + " " + mail.getReceivedAt()
                        + (mail.isPurged() ? ", erased" : ""))
                .toList();
    }

    /**
     * The mail is that applicant's: it goes its way, or adds to the application that another channel has brought.
     *
     * @return what has become of it
     * @throws IllegalArgumentException where there is no such mail, or the track id cannot be one
     */
    @Transactional
    @ManagedOperation(description = "Gives a held mail the track id of its applicant")
    @ManagedOperationParameter(name = "key", description = "as list() shows it: mail: and 64 hex digits")
    @ManagedOperationParameter(name = "trackId", description = "idibu's id of the applicant")
    @Needs(Role.OPERATOR)
    public String assign(String key, String trackId) throws IOException {
        if (!Arrival.isTrackId(trackId)) {
            throw new IllegalArgumentException("A track id is a whole number, such as 33139609");
        }
        if (tombstones.isErased(trackId)) {
            throw new IllegalArgumentException(
                    "That applicant was erased; discard the mail, or erase it by its address");
        }
        Application mail = held(key);
        if (mail.isPurged()) {
            throw new IllegalArgumentException(
                    "The mail was erased here when its retention had ended; it can only be discarded");
        }
        Instant now = clock.now();
        audit.note(Actor.operator(), "assign", "application " + mail.getId(), "to applicant " + trackId);
        if (keys.add("idibu:" + trackId)) {
            mail.assign(trackId, now);
            timeline.add(mail, now, "an operator gave the mail its track id");
            return "Applicant " + trackId + " goes on";
        }
        if (applications.lockByTrackId(trackId).filter(Intake::isSettled).isPresent()) {
            mail.finish(ApplicationState.DUPLICATE, null, now);
            timeline.add(mail, now, "an operator found it to be of applicant " + trackId + ", too late to add to it");
            return "Applicant " + trackId + " is in Jobtrain already, or was erased here; the mail stays where it is";
        }
        Content message = contents.find(mail.getId(), Content.Kind.MAIL, 0).orElseThrow();
        mail.finish(ApplicationState.DUPLICATE, null, now);
        timeline.add(mail, now, "an operator found it to be of applicant " + trackId);
        intake.merge(Arrival.of(trackId), contents.detach(message), null);
        return "Applicant " + trackId + " was here already, and has what the mail adds";
    }

    /** The mail is nobody's application; it stays as it is, and no poll brings it again. */
    @Transactional
    @ManagedOperation(description = "Discards a held mail")
    @ManagedOperationParameter(name = "key", description = "as list() shows it: mail: and 64 hex digits")
    @ManagedOperationParameter(name = "reason", description = "for the timeline; without personal data")
    @Needs(Role.OPERATOR)
    public void discard(String key, String reason) {
        discards.discard(held(key), reason, clock.now());
    }

    private Application held(String key) {
        return applications
                .lockByTrackId(key == null ? "" : key.strip())
                .filter(mail ->
                        mail.getTrackId().startsWith(Arrival.HELD) && mail.getState() == ApplicationState.PARKED)
                .orElseThrow(() -> new IllegalArgumentException("No mail is held under that key; see list()"));
    }
}
