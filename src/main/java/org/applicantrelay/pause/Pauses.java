package org.applicantrelay.pause;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.logging.SecretMask;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators have paused. Rows, so that all replicas respect them, and after a restart still; each replica looks at
 * them twice a second, and before it does anything at all.
 */
@Component
public class Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    private final PauseRows rows;
    private final DatabaseClock clock;
    private final Audit audit;
    private final TransactionTemplate transaction;

    /** Null before the first look. */
    private volatile Map<Stage, Pause> known;

    Pauses(PauseRows rows, DatabaseClock clock, Audit audit, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.clock = clock;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The pauses' rows. */
    interface PauseRows extends JpaRepository<Pause, Stage> {}

    /** Whether the stage is paused, as this replica has last seen it. */
    public boolean isPaused(Stage stage) {
        return of(stage).isPresent();
    }

    /** The pause of the stage; empty while there is none. */
    public Optional<Pause> of(Stage stage) {
        if (known == null) {
            look();
        }
        return Optional.ofNullable(known.get(stage));
    }

    /** All pauses in words, by the labels of their stages. */
    Map<String, String> words() {
        if (known == null) {
            look();
        }
        Map<String, String> words = new TreeMap<>();
        known.forEach((stage, pause) -> words.put(stage.label(), pause.inWords()));
        return words;
    }

    /** Reads what any replica has written. One at a time: what was read before never hides what was read after. */
    public synchronized void look() {
        Map<Stage, Pause> before = known == null ? Map.of() : known;
        Map<Stage, Pause> now = new EnumMap<>(Stage.class);
        rows.findAll().forEach(pause -> now.put(pause.getStage(), pause));
        known = now;
        now.forEach((stage, pause) -> {
            if (!before.containsKey(stage)) {
                LOG.warn("{} is {}", stage.label(), pause.inWords());
            }
        });
        before.keySet().stream()
                .filter(stage -> !now.containsKey(stage))
                .forEach(stage -> LOG.info("{} goes on: its pause is over", stage.label()));
    }

    /**
     * Pauses the stage until somebody resumes it.
     *
     * @param reason for the log and the audit, without personal data
     * @return false where it is paused already, which stays as it is
     * @throws IllegalArgumentException without a reason
     */
    public boolean pause(Stage stage, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("A reason is needed, for whoever finds it paused");
        }
        String why = SecretMask.mask(reason.strip());
        boolean isNew;
        try {
            isNew = Boolean.TRUE.equals(transaction.execute(status -> write(stage, why)));
        } catch (DataIntegrityViolationException e) {
            // Somebody else did at the same moment.
            isNew = false;
        }
        look();
        return isNew;
    }

    private boolean write(Stage stage, String why) {
        if (rows.existsById(stage)) {
            return false;
        }
        rows.saveAndFlush(new Pause(stage, clock.now(), Actor.operator(), why));
        audit.note(Actor.operator(), "pause", stage.label(), why);
        return true;
    }

    /** Ends the pause; false where there is none. */
    public boolean resume(Stage stage) {
        boolean wasPaused = Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Pause> pause = rows.findById(stage);
            pause.ifPresent(row -> {
                rows.delete(row);
                audit.note(Actor.operator(), "resume", stage.label(), null);
            });
            return pause.isPresent();
        }));
        look();
        return wasPaused;
    }
}
