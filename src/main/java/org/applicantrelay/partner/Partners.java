package org.applicantrelay.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.applicantrelay.application.Applications;
import org.applicantrelay.fault.FailureClass;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
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

    /** How long after a refusal, and after each probe that was refused too, the partner is asked again. */
    private static final List<Duration> PROBES =
            List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration LONGEST_BETWEEN_PROBES = Duration.ofMinutes(5);

    private final Restraints rows;
    private final Applications applications;
    private final TransactionTemplate transaction;
    private final Map<Partner, CircuitBreaker> circuits = new EnumMap<>(Partner.class);
    private final Map<Partner, Known> known = new ConcurrentHashMap<>();

    /** How often each hold since the last real success was lifted in vain. */
    private final Map<Partner, Integer> inVain = new ConcurrentHashMap<>();

    /** Calls that were answered, and how many of them at the last lift: a probe alone proves little. */
    private final Map<Partner, Long> answers = new ConcurrentHashMap<>();

    private final Map<Partner, Long> answersAtLift = new ConcurrentHashMap<>();

    Partners(
            Restraints rows,
            Applications applications,
            PlatformTransactionManager transactions,
            CircuitBreaker idibuCircuit,
            CircuitBreaker jobtrainCircuit,
            MeterRegistry meters) {
        this.rows = rows;
        this.applications = applications;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        circuits.put(Partner.IDIBU, idibuCircuit);
        circuits.put(Partner.JOBTRAIN, jobtrainCircuit);
        circuits.forEach((partner, circuit) -> {
            known.put(partner, Known.NOTHING);
            listen(partner, circuit);
            Gauge.builder("relay.partner.open", () -> isOpen(partner) ? 1 : 0)
                    .description("1 while the partner may be called; 0 in a pause, a hold, or while it is down")
                    .tag("partner", partner.label())
                    .register(meters);
            Gauge.builder("relay.partner.held", () -> known.get(partner).held() == null ? 0 : 1)
                    .description("1 while the partner refuses the relay and a person must act")
                    .tag("partner", partner.label())
                    .register(meters);
        });
    }

    /** The partners' rows. */
    interface Restraints extends JpaRepository<Restraint, Partner> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select r from Restraint r where r.partner = :partner")
        Restraint lock(Partner partner);
    }

    /**
     * What this replica has last read of a partner's row.
     *
     * @param pauseEnds by {@link System#nanoTime()}: no clock but the database's says when
     * @param held the refusal, or null
     */
    private record Known(long pauseEnds, RelayException held) {

        private static final Known NOTHING = new Known(System.nanoTime(), null);

        Duration pause() {
            return Duration.ofNanos(Math.max(0, pauseEnds - System.nanoTime()));
        }

        Known pausedFor(Duration pause) {
            long ends = System.nanoTime() + pause.toNanos();
            return ends - pauseEnds > 0 ? new Known(ends, held) : this;
        }
    }

    private void listen(Partner partner, CircuitBreaker circuit) {
        circuit.getEventPublisher()
                .onSuccess(event -> answers.merge(partner, 1L, Long::sum))
                .onIgnoredError(event -> {
                    met(event.getThrowable());
                    pause(partner, Faults.of(event.getThrowable()).retryAfter());
                })
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

    /**
     * Lets a call to the partner pass; asked by the Kamelets before each.
     *
     * @param label idibu or jobtrain
     * @param probe null unless the call is to find out whether the partner takes calls again
     * @throws RelayException while it asks for a pause, or refuses the relay
     */
    public void admit(String label, Probe probe) throws RelayException {
        Known partner = known.get(Partner.of(label));
        Duration pause = partner.pause();
        if (!pause.isZero()) {
            Fault busy = Partner.of(label) == Partner.IDIBU ? Fault.IDIBU_UNAVAILABLE : Fault.JOBTRAIN_BUSY;
            throw new RestrainedException(busy, "it has asked for a pause", pause);
        }
        RelayException held = partner.held();
        if (held != null && probe == null) {
            throw new RestrainedException(held.fault(), held.detail(), null);
        }
    }

    /** Whether work may be begun that needs the partner. */
    public boolean isOpen(Partner partner) {
        Known row = known.get(partner);
        return row.held() == null
                && row.pause().isZero()
                && circuits.get(partner).getState() == CircuitBreaker.State.CLOSED;
    }

    /** How each stands, in words, by its label. */
    Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        circuits.forEach((partner, circuit) -> words.put(partner.label(), words(known.get(partner), circuit)));
        return words;
    }

    private static String words(Known partner, CircuitBreaker circuit) {
        if (partner.held() != null) {
            return "held, it refuses the relay: " + partner.held().getMessage();
        }
        if (!partner.pause().isZero()) {
            return "paused, for another " + partner.pause().toSeconds() + " s";
        }
        return circuit.getState() == CircuitBreaker.State.CLOSED ? OPEN : "down, and probed";
    }

    /** Holds the flow where what was met is the partner's refusal of the relay; anything else is one applicant's. */
    public void met(Throwable thrown) {
        RelayException fault = Faults.of(thrown);
        if (fault.fault().failureClass() == FailureClass.CONFIGURATION && !(fault instanceof RestrainedException)) {
            Partner.behind(fault.fault()).ifPresent(partner -> hold(partner, fault));
        }
    }

    private void hold(Partner partner, RelayException refusal) {
        boolean isWork = answers.getOrDefault(partner, 0L) > answersAtLift.getOrDefault(partner, 0L);
        int before = isWork ? 0 : inVain.getOrDefault(partner, 0);
        known.computeIfPresent(partner, (same, row) -> new Known(row.pauseEnds(), refusal));
        Boolean isNew = write(partner, row -> row.hold(refusal, applications.now(), untilProbe(before)));
        if (Boolean.TRUE.equals(isNew)) {
            inVain.put(partner, before + 1);
            LOG.warn("{} refuses a call: {}; all calls to it are held and it is probed", partner, refusal.getMessage());
        }
    }

    private void pause(Partner partner, Duration asked) {
        if (asked != null) {
            known.computeIfPresent(partner, (same, row) -> row.pausedFor(asked));
            write(partner, row -> {
                row.pause(applications.now().plus(asked));
                return null;
            });
        }
    }

    private static Duration untilProbe(int before) {
        return before < PROBES.size() ? PROBES.get(before) : LONGEST_BETWEEN_PROBES;
    }

    /**
     * Reads what other replicas have written, and gives the partners that this one is to probe now.
     *
     * @return labels
     */
    public List<String> look() {
        List<String> due = new ArrayList<>();
        Instant now = applications.now();
        for (Restraint row : rows.findAll()) {
            Partner partner = row.getPartner();
            refresh(row, now);
            boolean isHalfOpen = circuits.get(partner).getState() == CircuitBreaker.State.HALF_OPEN;
            if (isHalfOpen || row.isProbeDue(now) && Boolean.TRUE.equals(write(partner, this::takeProbe))) {
                due.add(partner.label());
            }
        }
        return due;
    }

    private void refresh(Restraint row, Instant now) {
        Duration pause = row.getPausedUntil() == null ? Duration.ZERO : Duration.between(now, row.getPausedUntil());
        RelayException held = row.isHeld() ? new RelayException(row.getHeldCode(), row.getHeldDetail()) : null;
        known.put(row.getPartner(), new Known(System.nanoTime() + Math.max(0, pause.toNanos()), held));
    }

    private boolean takeProbe(Restraint row) {
        Instant now = applications.now();
        boolean due = row.isProbeDue(now);
        if (due) {
            row.probed(now.plus(untilProbe(row.getProbes() + 1)));
        }
        return due;
    }

    /** The partner has answered a probe: the flow goes on. */
    public void answered(String label) {
        Partner partner = Partner.of(label);
        if (known.get(partner).held() == null) {
            return;
        }
        Boolean lifted = write(partner, row -> {
            boolean held = row.isHeld();
            row.lift();
            return held;
        });
        if (lifted != null) {
            known.computeIfPresent(partner, (same, row) -> new Known(row.pauseEnds(), null));
            answersAtLift.put(partner, answers.getOrDefault(partner, 0L));
            LOG.info("{} takes the relay's calls: the flow goes on", partner);
        }
    }

    /** The partner has not answered a probe. */
    public void unanswered(String label, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        if (fault.fault().failureClass() == FailureClass.CONFIGURATION) {
            LOG.error(
                    "{}: {} is held, and applicants wait. {}",
                    fault.getMessage(),
                    Partner.of(label),
                    fault.fault().advice());
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
