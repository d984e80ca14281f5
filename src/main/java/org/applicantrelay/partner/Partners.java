package org.applicantrelay.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.applicantrelay.fault.FailureClass;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the partners may be called. A pause that one asks for, and a hold while one refuses the relay as a whole, are
 * rows: all replicas respect them. A circuit is each replica's own: another may still reach a partner.
 */
@Component
public class Partners {

    /** What {@link #words()} says of a partner that may be called. */
    static final String OPEN = "open";

    private static final Logger LOG = LoggerFactory.getLogger(Partners.class);

    private final Restraints rows;
    private final DatabaseClock clock;
    private final TransactionTemplate transaction;
    private final Map<Partner, Standing> standings = new EnumMap<>(Partner.class);

    Partners(
            Restraints rows,
            DatabaseClock clock,
            PlatformTransactionManager transactions,
            CircuitBreaker idibuCircuit,
            CircuitBreaker jobtrainCircuit,
            MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        listen(Partner.IDIBU, idibuCircuit);
        listen(Partner.JOBTRAIN, jobtrainCircuit);
        standings.forEach((partner, standing) -> {
            gauge(
                    partner,
                    "open",
                    "1 while the partner may be called; 0 in a pause, a hold, or while it is down",
                    meters,
                    () -> standing.isOpen());
            gauge(
                    partner,
                    "held",
                    "1 while the partner refuses the relay and a person must act",
                    meters,
                    () -> standing.held() != null);
        });
    }

    private static void gauge(
            Partner partner, String name, String description, MeterRegistry meters, BooleanSupplier is) {
        Gauge.builder("relay.partner." + name, () -> is.getAsBoolean() ? 1 : 0)
                .description(description)
                .tag("partner", partner.label())
                .register(meters);
    }

    /** The partners' rows. */
    interface Restraints extends JpaRepository<Restraint, Partner> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select r from Restraint r where r.partner = :partner")
        Restraint lock(Partner partner);
    }

    private void listen(Partner partner, CircuitBreaker circuit) {
        standings.put(partner, new Standing(circuit));
        circuit.getEventPublisher()
                .onIgnoredError(
                        event -> restrained(partner, Faults.of(event.getThrowable()), event.getElapsedDuration()))
                .onStateTransition(event -> {
                    switch (event.getStateTransition().getToState()) {
                        case OPEN ->
                            LOG.warn(
                                    "{} is down: it is left alone, and probed until it answers; what is due for it waits",
                                    partner);
                        case CLOSED -> LOG.info("{} answers again", partner);
                        default -> {}
                    }
                });
    }

    private void restrained(Partner partner, RelayException fault, Duration elapsed) {
        if (fault.fault().failureClass() == FailureClass.CONFIGURATION) {
            hold(partner, fault, elapsed);
        } else if (fault.retryAfter() != null) {
            pause(partner, fault.retryAfter());
        }
    }

    /**
     * Lets a call to the partner pass; asked by the Kamelets before each.
     *
     * @param label idibu or jobtrain
     * @param probe null unless the call is to find out whether the partner takes calls again
     * @throws RelayException while it asks for a pause, or refuses the relay
     */
    public void admit(String label, Probe probe) throws RelayException {
        Partner partner = Partner.of(label);
        Duration pause = standings.get(partner).pause();
        if (!pause.isZero()) {
            Fault busy = partner == Partner.IDIBU ? Fault.IDIBU_UNAVAILABLE : Fault.JOBTRAIN_BUSY;
            throw new RelayException(busy, "it has asked for a pause", pause);
        }
        RelayException held = standings.get(partner).held();
        if (held != null && probe == null) {
            throw new RelayException(held.fault(), held.detail());
        }
    }

    /** Whether work may be begun that needs the partner. */
    public boolean isOpen(Partner partner) {
        return standings.get(partner).isOpen();
    }

    /** Work on one applicant has come to its end at the partner. */
    public void succeeded(Partner partner) {
        standings.get(partner).succeeded();
    }

    /** A partner has refused the relay as a whole in an answer that only its mapping could read. */
    public void refused(Partner partner, RelayException refusal) {
        hold(partner, refusal, Duration.ZERO);
    }

    /** How each stands, in words, by its label. */
    public Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        standings.forEach((partner, standing) -> words.put(partner.label(), words(standing)));
        return words;
    }

    private static String words(Standing partner) {
        RelayException held = partner.held();
        if (held != null) {
            return "held, it refuses the relay: " + held.getMessage();
        }
        if (!partner.pause().isZero()) {
            return "paused, for another " + partner.pause().toSeconds() + " s";
        }
        return partner.isDown() ? "down, and probed" : OPEN;
    }

    private void hold(Partner partner, RelayException refusal, Duration elapsed) {
        Standing standing = standings.get(partner);
        if (!standing.hold(refusal, elapsed)) {
            return;
        }
        Boolean isNew = write(partner, row -> row.hold(refusal, clock.now(), standing.untilProbe(0)));
        if (!Boolean.TRUE.equals(isNew)) {
            return;
        }
        if (standing.inVain() == 0) {
            LOG.warn("{} refuses a call: {}; all calls to it are held and it is probed", partner, refusal.getMessage());
        } else {
            alert(partner, refusal);
        }
    }

    private static void alert(Partner partner, RelayException refusal) {
        LOG.error(
                "{}: {} is held, and applicants wait. {}",
                refusal.getMessage(),
                partner,
                refusal.fault().advice());
    }

    private void pause(Partner partner, Duration asked) {
        standings.get(partner).pauseFor(asked);
        write(partner, row -> {
            row.pause(clock.now().plus(asked));
            return null;
        });
    }

    /** Reads what other replicas have written. */
    public void look() {
        look(clock.now());
    }

    private List<Restraint> look(Instant now) {
        long askedAt = System.nanoTime();
        List<Restraint> all = rows.findAll();
        all.forEach(row -> read(row, now, askedAt));
        return all;
    }

    private void read(Restraint row, Instant now, long askedAt) {
        Duration pause = row.getPausedUntil() == null || row.getPausedUntil().isBefore(now)
                ? Duration.ZERO
                : Duration.between(now, row.getPausedUntil());
        RelayException held = row.isHeld() ? new RelayException(row.getHeldCode(), row.getHeldDetail()) : null;
        standings.get(row.getPartner()).read(held, pause, askedAt);
    }

    /**
     * The partners that this replica is to probe now.
     *
     * @return labels
     */
    public List<String> due() {
        Instant now = clock.now();
        return look(now).stream()
                // While it is held, a circuit does not hurry the probes.
                .filter(row -> row.isHeld()
                        ? row.isProbeDue(now) && Boolean.TRUE.equals(write(row.getPartner(), this::takeProbe))
                        : standings.get(row.getPartner()).isHalfOpen())
                .map(row -> row.getPartner().label())
                .toList();
    }

    private boolean takeProbe(Restraint row) {
        Instant now = clock.now();
        boolean due = row.isProbeDue(now);
        if (due) {
            row.probed(now.plus(standings.get(row.getPartner()).untilProbe(row.getProbes() + 1)));
        }
        return due;
    }

    /** The partner has answered a probe: the flow goes on. */
    public void answered(String label) {
        Partner partner = Partner.of(label);
        if (standings.get(partner).held() == null) {
            return;
        }
        Boolean lifted = write(partner, row -> {
            row.lift();
            return true;
        });
        if (lifted != null) {
            standings.get(partner).lifted();
            LOG.info("{} takes the relay's calls: the flow goes on", partner);
        }
    }

    /** The partner has not answered a probe. */
    public void unanswered(String label, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        if (fault.fault().failureClass() == FailureClass.CONFIGURATION) {
            alert(Partner.of(label), fault);
        }
    }

    /** In a transaction of its own; null where the database fails: the partner's next refusal comes soon enough. */
    private <T> T write(Partner partner, Function<Restraint, T> change) {
        try {
            return transaction.execute(status -> change.apply(rows.lock(partner)));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "What {} asks for could not be noted: {}",
                    partner,
                    Faults.of(e).getMessage());
            return null;
        }
    }
}
