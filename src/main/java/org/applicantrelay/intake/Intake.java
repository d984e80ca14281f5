package org.applicantrelay.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.applicantrelay.applicant.PersonName;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationMeter;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.time.DatabaseClock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of intake around the idempotent consumer, in one transaction: the first channel makes the row, each other adds
 * to it what is missing, until Jobtrain has the application.
 */
@Component
public class Intake {

    /** More than idibu ever forwards of one applicant; a stranger could send any number. */
    private static final int MOST_MAILS = 10;

    private static final Set<ApplicationState> HELD_UP =
            EnumSet.of(ApplicationState.WAITING, ApplicationState.PARKED, ApplicationState.DEAD);

    private static final Set<ApplicationState> SETTLED =
            EnumSet.of(ApplicationState.DELIVERED, ApplicationState.DUPLICATE, ApplicationState.ERASED);

    private final Applications applications;
    private final DatabaseClock clock;
    private final Contents contents;
    private final Timeline timeline;
    private final Vault vault;
    private final ApplicationMeter meter;

    Intake(
            Applications applications,
            DatabaseClock clock,
            Contents contents,
            Timeline timeline,
            Vault vault,
            ApplicationMeter meter) {
        this.meter = meter;
        this.applications = applications;
        this.clock = clock;
        this.contents = contents;
        this.timeline = timeline;
        this.vault = vault;
    }

    /** Whether idibu has deleted the person: such a record is never taken in (idibu, quirk 17). */
    public boolean isDeleted(Arrival arrival) {
        return arrival != null && arrival.isDeleted();
    }

    /**
     * Whether the listing has brought the applicant before: each poll of the overlap names everybody again, and there is
     * nothing to add then. Asked without the transaction that {@link #merge} would have come to the same in.
     */
    public boolean isListed(Arrival arrival) {
        return arrival != null
                && arrival.isIdentified()
                && applications
                        .channelsOf(arrival.trackId())
                        .filter(channels -> channels.contains(Channel.LISTING.name()))
                        .isPresent();
    }

    /** Refuses what names no applicant. */
    public void check(Arrival arrival) throws RelayException {
        if (arrival == null || arrival.held() == null && !arrival.isIdentified()) {
            throw new RelayException(Fault.NO_TRACK_ID);
        }
    }

    /**
     * The row of a new application, still to be written.
     *
     * @param readBackFirst true where Jobtrain is asked for it before a create; null means false
     */
    public Application row(Arrival arrival, Boolean readBackFirst) {
        Instant now = clock.now();
        Application application =
                new Application(arrival.trackId(), arrival.channel().name(), now);
        application.describe(PersonName.of(arrival.name()).whole(), arrival.email(), hash(arrival.email()));
        application.seeks(new JobKeys(null, arrival.jobId(), arrival.jobReference()));
        if (Boolean.TRUE.equals(readBackFirst)) {
            application.readBackFirst();
        }
        if (arrival.held() != null) {
            application.finish(ApplicationState.PARKED, arrival.held().name(), now);
        }
        return application;
    }

    private String hash(String email) {
        return email == null ? null : vault.emailHash(email);
    }

    /**
     * Keeps what the source has sent, untouched, and begins the timeline.
     *
     * @param input a text, or a staged {@link Content}
     * @param mended the same, as it was read; null where it was read as it came
     */
    public void keepInput(Application application, Arrival arrival, Object input, Mended mended) throws IOException {
        keep(application, arrival.channel(), input);
        timeline.add(application, application.getReceivedAt(), "from " + by(arrival.channel(), mended));
        meter.received(application, arrival.date());
    }

    private void keep(Application application, Channel channel, Object input) throws IOException {
        if (input instanceof Content staged) {
            contents.attach(staged, application.getId());
        } else {
            contents.keepText(application.getId(), channel.input(), (String) input);
        }
    }

    private static String by(Channel channel, Mended mended) {
        return channel.words() + (mended == null || mended.note() == null ? "" : ", " + mended.note());
    }

    /**
     * The same applicant once more. A channel that is new to the application, or another mail, adds what is missing, and
     * lets it go on where it is held up for want of that; to one that Jobtrain has, nothing is added any more.
     *
     * @param input a text, or a staged {@link Content}
     * @param mended the same, as it was read; null where it was read as it came
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void merge(Arrival arrival, Object input, Mended mended) throws IOException {
        Channel channel = arrival.channel();
        Content staged = input instanceof Content mail ? mail : null;
        Optional<Application> known = applications
                .channelsOf(arrival.trackId())
                // Without the lock, which the listing would take for everybody it names, at each poll.
                .filter(channels -> staged != null || !channels.contains(channel.name()))
                .flatMap(channels -> applications.lockByTrackId(arrival.trackId()));
        boolean isFirst =
                known.filter(application -> application.cameBy(channel.name())).isPresent();
        if (isFirst) {
            meter.repeated(channel.name());
        }
        boolean isNews = known.filter(application -> isFirst || isAnotherMail(application, arrival, staged))
                .isPresent();
        if (!isNews || isSettled(known.get())) {
            known.filter(application -> isFirst)
                    .ifPresent(application -> timeline.add(
                            application, clock.now(), "also from " + channel.words() + ", too late to add to it"));
            if (staged != null) {
                contents.discard(staged);
            }
            return;
        }
        Application application = known.get();
        keep(application, channel, input);
        application.complete(PersonName.of(arrival.name()).whole(), arrival.email(), hash(arrival.email()));
        application.seeks(application.jobKeys().or(new JobKeys(null, arrival.jobId(), arrival.jobReference())));
        Instant now = clock.now();
        boolean mayGoOn = HELD_UP.contains(application.getState())
                && application.getCode() != null
                && Fault.valueOf(application.getCode()).endsWithMore();
        if (mayGoOn) {
            application.release(now);
        }
        timeline.add(application, now, isFirst ? "also from " + by(channel, mended) : "from another forwarded mail");
    }

    /** Keeps nothing of somebody who is erased, in the transaction that has written the key. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void passOver(Object input) {
        if (input instanceof Content staged) {
            contents.discard(staged);
        }
    }

    /** Whether nothing is added to it any more. */
    static boolean isSettled(Application application) {
        return SETTLED.contains(application.getState()) || application.isPurged();
    }

    /** A mail that comes twice, as after a crash, is the same one. */
    private boolean isAnotherMail(Application application, Arrival arrival, Content staged) {
        List<Content> mails = contents.all(application.getId(), Content.Kind.MAIL);
        return staged != null
                // One that is held has its digest for a key.
                && arrival.held() == null
                && mails.size() < MOST_MAILS
                && mails.stream().noneMatch(mail -> mail.getSha256().equals(staged.getSha256()));
    }
}
