package org.applicantrelay.audit;

import java.time.Instant;
import java.util.List;
import org.applicantrelay.logging.SecretMask;
import org.applicantrelay.time.DatabaseClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down who did what, in the database and, in the same words, in the log. Nothing changes an entry. */
@Component
public class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final AuditEntries entries;
    private final DatabaseClock clock;

    Audit(AuditEntries entries, DatabaseClock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** The entries' rows. */
    interface AuditEntries extends JpaRepository<AuditEntry, Long> {
        @Query("select e from AuditEntry e where e.at >= :since and e.at < :until order by e.id desc")
        List<AuditEntry> between(Instant since, Instant until, Limit limit);

        List<AuditEntry> findBySubjectOrderById(String subject);

        @Modifying
        @Query("delete from AuditEntry e where e.id in"
                + " (select old.id from AuditEntry old where old.at < :time order by old.at limit :most)")
        int deleteBefore(Instant time, int most);
    }

    /**
     * In the caller's transaction, or in one of its own. Personal data has no place here; what looks like an e-mail
     * address is masked all the same, and so are the relay's credentials.
     *
     * @param actor who: {@link Actor#operator()}, {@code command line}, {@code retention}
     * @param action what, in a word or two, such as {@code replay}
     * @param subject to what, such as {@code application} and its id, or {@code erasure} and its id
     * @param detail a few words more, or null
     */
    @Transactional
    public void note(String actor, String action, String subject, String detail) {
        AuditEntry entry = new AuditEntry(
                clock.now(),
                SecretMask.mask(actor),
                SecretMask.mask(action),
                SecretMask.mask(subject),
                detail == null ? null : SecretMask.mask(detail));
        entries.save(entry);
        LOG.info("audit: {}", entry);
    }

    /** Those of a time range, the newest first. */
    public List<AuditEntry> between(Instant since, Instant until, int most) {
        return entries.between(since, until, Limit.of(most));
    }

    /** All about one subject, the first first. */
    public List<AuditEntry> of(String subject) {
        return entries.findBySubjectOrderById(subject);
    }

    /**
     * Retention: forgets entries from before {@code time}, the oldest first, in the caller's transaction or one of its own.
     *
     * @param most rows at once
     * @return how many are gone
     */
    @Transactional
    public int forgetBefore(Instant time, int most) {
        return entries.deleteBefore(time, most);
    }
}
