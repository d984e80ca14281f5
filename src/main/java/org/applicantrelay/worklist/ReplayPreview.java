package org.applicantrelay.worklist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.ReplayedLetter;
import org.applicantrelay.erasure.Tombstones;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.idibu.ListingWalks;
import org.applicantrelay.idibu.XmlRepair;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.intake.Intake;
import org.applicantrelay.mailbox.Mailbox;
import org.applicantrelay.webhook.WebhookEvents;
import org.springframework.stereotype.Component;

/** Reads a dead letter as its source does, and stops before intake. */
@Component
class ReplayPreview {

    private static final IdibuXmlMapper XML = new IdibuXmlMapper();

    private final Applications applications;
    private final Contents contents;
    private final ListingWalks listing;
    private final Mailbox mailbox;
    private final WebhookEvents events;
    private final Intake intake;
    private final Tombstones tombstones;

    ReplayPreview(
            Applications applications,
            Contents contents,
            ListingWalks listing,
            Mailbox mailbox,
            WebhookEvents events,
            Intake intake,
            Tombstones tombstones) {
        this.events = events;
        this.intake = intake;
        this.tombstones = tombstones;
        this.applications = applications;
        this.contents = contents;
        this.listing = listing;
        this.mailbox = mailbox;
    }

    /**
     * What a replay would do.
     *
     * @param kind the same for all of one kind
     * @param trackId the applicant, or null
     */
    record Result(String kind, String trackId) {

        String inWords() {
            return trackId == null ? kind : kind + ", applicant " + trackId;
        }
    }

    Result of(ReplayedLetter letter) {
        if (letter.obstacle() != null) {
            return new Result("cannot be replayed: " + letter.obstacle(), null);
        }
        try {
            if (letter.isPage()) {
                listing.whole(letter.text());
                return new Result("would be a page whose applicants are taken in", null);
            }
            return of(arrival(letter));
        } catch (IOException | RuntimeException e) {
            return new Result("would meet " + Faults.of(e).fault() + " again", null);
        }
    }

    /** Null for an event that announces no applicant, and for an empty element. */
    private Arrival arrival(ReplayedLetter letter) throws IOException {
        if (letter.isMail()) {
            return mailbox.arrival(contents.get(letter.contentId()));
        }
        if (letter.isEvent()) {
            IdibuEvent event = events.ofAccount(letter.text().getBytes(StandardCharsets.UTF_8));
            return event.isOfApplicant() ? Arrival.announced(event) : null;
        }
        Arrival listed =
                Arrival.listed(XML.readValue(XmlRepair.mend(letter.text()).xml(), IdibuApplicant.class));
        if (listed == null) {
            throw new RelayException(Fault.NO_TRACK_ID);
        }
        return listed;
    }

    private Result of(Arrival arrival) throws RelayException {
        if (arrival == null) {
            return new Result("would be settled: it announces no applicant", null);
        }
        if (arrival.held() != null) {
            return new Result("would be parked as a mail, " + arrival.held(), null);
        }
        if (!arrival.isIdentified()) {
            throw new RelayException(Fault.NO_TRACK_ID);
        }
        return new Result(what(arrival), arrival.trackId());
    }

    /** In the order that intake asks in. */
    private String what(Arrival arrival) {
        if (intake.isDeleted(arrival)) {
            return "would be passed over: idibu has deleted the person";
        }
        Optional<Application> known = applications.findByTrackId(arrival.trackId());
        if (known.isPresent()) {
            return "would find its applicant here, " + known.get().getState();
        }
        return tombstones.isOfErased(arrival)
                ? "would be passed over: the person was erased here"
                : "would make an application, and Jobtrain would be asked for it first";
    }
}
