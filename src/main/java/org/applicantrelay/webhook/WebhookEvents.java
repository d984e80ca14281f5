package org.applicantrelay.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.LogThrottle;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.settings.RelayProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of the webhook's route: what an event is, and what its sender is told. */
@Component
public class WebhookEvents {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEvents.class);

    private final String account;
    private final WebhookMeter meter;
    private final LogThrottle failures = new LogThrottle(Duration.ofMinutes(1));

    WebhookEvents(RelayProperties relay, WebhookMeter meter) {
        this.account = relay.idibu().clientId();
        this.meter = meter;
    }

    /** The body as text that can be kept, without a loss: what is not UTF-8 has one character for each byte. */
    public String text(byte[] body) {
        if (body == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Reads and counts an event of this account.
     *
     * @throws RelayException EVENT_UNREADABLE, or WRONG_ACCOUNT where {@code relay.idibu.client-id} is set and the event
     *     does not name it
     */
    public IdibuEvent read(byte[] body) throws RelayException {
        IdibuEvent event = ofAccount(body == null ? new byte[0] : body);
        meter.event(event.type());
        return event;
    }

    /** The same without counting it: nobody has sent it now. */
    public IdibuEvent ofAccount(byte[] body) throws RelayException {
        IdibuEvent event = IdibuEvent.read(body);
        if (account != null && !account.isBlank() && !account.strip().equals(event.clientId())) {
            throw new RelayException(Fault.WRONG_ACCOUNT);
        }
        return event;
    }

    /**
     * The applicant that an event announces.
     *
     * @throws RelayException NO_TRACK_ID where it names none
     */
    public Arrival arrival(IdibuEvent event) throws RelayException {
        Arrival arrival = Arrival.announced(event);
        if (!arrival.isIdentified()) {
            throw new RelayException(Fault.NO_TRACK_ID);
        }
        return arrival;
    }

    /** The HTTP status that tells the sender of an event what became of it: 400 where the event itself is to blame. */
    public int refuse(Exception thrown) {
        return switch (Faults.of(thrown).fault()) {
            case EVENT_UNREADABLE, NO_TRACK_ID -> WebhookAnswer.UNREADABLE.status();
            case WRONG_ACCOUNT -> WebhookAnswer.WRONG_ACCOUNT.status();
            default -> lost(thrown);
        };
    }

    /** The same for an event that could not be kept: it is not acknowledged, and idibu sends it again. */
    public int lost(Exception thrown) {
        RelayException fault = Faults.of(thrown);
        // While the database is down each event fails.
        failures.count(fault.fault().name())
                .ifPresent(count -> LOG.error(
                        "{} could not be kept and must be sent again: {}",
                        count == 1 ? "An event" : count + " events",
                        fault.getMessage()));
        return WebhookAnswer.UNAVAILABLE.status();
    }

    /** What that status is explained with. */
    public String explain(int status) {
        return WebhookAnswer.of(status).text();
    }
}
