package org.applicantrelay.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.PostLoad;
import jakarta.persistence.QueryHint;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.applicantrelay.privacy.Personal;
import org.applicantrelay.text.Texts;
import org.applicantrelay.time.Ids;
import org.springframework.data.domain.Persistable;

/**
 * One applicant's application: where it is on its way. What the applicant sent lies in
 * {@link org.applicantrelay.content.Content}; every change of state is a {@link TimelineEntry}.
 */
@Entity
@NamedQuery(
        name = Application.DUE,
        // Not current_timestamp: Hibernate makes a local time of it, an hour wrong while clocks go back.
        query = "select a from Application a where a.dueAt <= instant and " + Application.NOT_SETTLED
                + " and (a.fetched = true or :fetching = true) and (a.slow = false or :slow = true) order by a.dueAt",
        lockMode = LockModeType.PESSIMISTIC_WRITE,
        // -2 is Hibernate's SKIP LOCKED: what another replica is claiming is passed over, not waited for.
        hints = @QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
public class Application implements Persistable<UUID> {

    /**
     * Name of the query for what is due, the longest due first. Its parameters: whether those count from whom something
     * is still to be fetched from idibu ({@code fetching}), and those whose attempts take long ({@code slow}).
     */
    public static final String DUE = "Application.due";

    /** H2's index has what is never due before all else; without a lower end each claim would go through all of it. */
    static final String NOT_SETTLED = "a.dueAt > offset datetime 1970-01-01 00:00:00+00:00";

    private static final int LONGEST_RULE = 250;

    @Id
    private UUID id;

    private String trackId;

    private String channel;
    private String channels;

    @Enumerated(EnumType.STRING)
    private ApplicationState state;

    private String code;
    private String clientReference;
    private String idibuJobId;
    private String jobReference;
    private String jobId;
    private String jobRule;

    @Column(name = "applicant_name")
    private Personal name;

    @Column(name = "applicant_email")
    private Personal email;

    private String emailHash;
    private Instant receivedAt;
    private Instant tryingSince;
    private Instant dueAt;
    private String leaseOwner;
    private long fence;
    private int attempts;
    private Instant intentAt;
    private boolean readBackFirst;
    private String candidateId;
    private String applicationId;
    private Instant finishedAt;
    private Instant purgedAt;
    private boolean fetched;
    private boolean slow;

    @Transient
    private boolean fresh;

    protected Application() {}

    /** A new application, due at once. */
    public Application(String trackId, String channel, Instant receivedAt) {
        this.id = Ids.next();
        this.trackId = trackId;
        this.channel = channel;
        this.channels = channel;
        this.state = ApplicationState.RECEIVED;
        this.receivedAt = receivedAt;
        this.tryingSince = receivedAt;
        this.dueAt = receivedAt;
        this.fresh = true;
    }

    /** What idibu says of who applied; each may be null. */
    public void describe(String name, String email, String emailHash) {
        this.name = Personal.of(id, name);
        this.email = Personal.of(id, email);
        this.emailHash = emailHash;
    }

    /** What a channel or a partner says of the job; what it does not say stays as it was. */
    public void seeks(JobKeys keys) {
        JobKeys all = keys.or(jobKeys());
        this.clientReference = all.clientReference();
        this.idibuJobId = all.idibuJobId();
        this.jobReference = all.reference();
    }

    /** The same of whoever is known only in part: what is there already stays. */
    public void complete(String name, String email, String emailHash) {
        if (this.name == null) {
            this.name = Personal.of(id, name);
        }
        if (this.email == null) {
            this.email = Personal.of(id, email);
            this.emailHash = emailHash;
        }
    }

    /** The address that it is sent with, where that is another than the channels' or where they brought none. */
    public void appliesAs(String email, String emailHash) {
        if (!emailHash.equals(this.emailHash)) {
            this.email = Personal.of(id, email);
            this.emailHash = emailHash;
        }
    }

    /** Notes another channel that has brought it; false where that is known already. */
    public boolean cameBy(String another) {
        if (List.of(channels.split(" ")).contains(another)) {
            return false;
        }
        channels = channels + " " + another;
        return true;
    }

    /** Taken by {@code owner} until {@code leaseUntil}; whoever had it before can no longer write. */
    public void claim(String owner, Instant now, Instant leaseUntil) {
        if (attempts == 0) {
            // However long it was held back for: it has not been tried yet.
            tryingSince = now;
        }
        state = ApplicationState.DELIVERING;
        code = null;
        leaseOwner = owner;
        dueAt = leaseUntil;
        fence++;
        attempts++;
    }

    /** All that idibu has of it is kept here. */
    public void fetched() {
        fetched = true;
    }

    /** An attempt took long: from now on it takes its turns in the slow lane. */
    public void slow() {
        slow = true;
    }

    /** The lease goes on until then: a partner is about to be called. */
    public void renew(Instant leaseUntil) {
        dueAt = leaseUntil;
    }

    /** @param rule the rule that has found the job, in words; null where it is an earlier attempt's */
    public void matched(String jobId, String rule) {
        this.jobId = jobId;
        if (rule == null) {
            return;
        }
        this.jobRule = Texts.cut(rule, LONGEST_RULE);
    }

    /** A create is about to be sent; what was intended earlier and never answered stays the earlier date. */
    public void intend(Instant now) {
        if (intentAt == null) {
            intentAt = now;
        }
        readBackFirst = false;
    }

    /** The create that the same person's other application has in doubt is this one's to clear; its age begins anew. */
    public void takeDoubtOver(Instant since, Instant now) {
        intend(since);
        tryingSince = now;
    }

    /** Jobtrain may have it by other ways than this relay: it is asked before a create is sent. */
    public void readBackFirst() {
        readBackFirst = true;
    }

    /** It is certain that no create is under way or was carried out without our knowledge. */
    public void noDoubt() {
        intentAt = null;
    }

    /** It is that applicant's, and goes its way. */
    public void assign(String applicant, Instant now) {
        trackId = applicant;
        release(now);
    }

    /** An operator sends it on its way again, whatever it ended with. */
    public void replay(Instant now) {
        release(now);
        readBackFirst();
        // The correction may lie in idibu.
        fetched = false;
    }

    /** What it waited for has come: it is due at once, and its tries and their maximum age begin anew. */
    public void release(Instant now) {
        waitUntil(now, null);
        tryingSince = now;
        attempts = 0;
        slow = false;
    }

    public void waitUntil(Instant due, String code) {
        state = ApplicationState.WAITING;
        this.code = code;
        dueAt = due;
        leaseOwner = null;
    }

    /** It ended; {@code code} is null for a success. */
    public void finish(ApplicationState end, String code, Instant now) {
        state = end;
        this.code = code;
        dueAt = null;
        leaseOwner = null;
        finishedAt = now;
    }

    /**
     * The person is erased: what is left is ids, states and times. Whoever works on it can no longer write, and whether a
     * create is in doubt is not to be found out any more.
     */
    public void erase(Instant now) {
        name = null;
        email = null;
        emailHash = null;
        clientReference = null;
        idibuJobId = null;
        jobReference = null;
        jobRule = null;
        intentAt = null;
        readBackFirst = false;
        fence++;
        finish(ApplicationState.ERASED, null, now);
    }

    /** The ids that Jobtrain gave. */
    public void createdAs(String candidateId, String applicationId) {
        this.candidateId = candidateId;
        this.applicationId = applicationId;
        this.intentAt = null;
        this.readBackFirst = false;
    }

    @PostLoad
    void loaded() {
        fresh = false;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    public String getTrackId() {
        return trackId;
    }

    /** The channel that brought it first. */
    public String getChannel() {
        return channel;
    }

    /** All channels that have brought it, the first first, with spaces between them. */
    public String getChannels() {
        return channels;
    }

    public ApplicationState getState() {
        return state;
    }

    public String getCode() {
        return code;
    }

    /** By what its job can be found. */
    public JobKeys jobKeys() {
        return new JobKeys(clientReference, idibuJobId, jobReference);
    }

    /** Whether only a forwarded mail has brought it, which may be anybody's. */
    public boolean isKnownByMailAlone() {
        return channels.equals("MAIL");
    }

    public String getJobReference() {
        return jobReference;
    }

    public String getJobId() {
        return jobId;
    }

    /** The rule that has found the job, in words; null where none has. */
    public String getJobRule() {
        return jobRule;
    }

    public String getName() {
        return Personal.text(name, id);
    }

    public String getEmail() {
        return Personal.text(email, id);
    }

    public Instant getReceivedAt() {
        return receivedAt;
    }

    public Instant getTryingSince() {
        return tryingSince;
    }

    public Instant getDueAt() {
        return dueAt;
    }

    public boolean isSlow() {
        return slow;
    }

    public long getFence() {
        return fence;
    }

    public int getAttempts() {
        return attempts;
    }

    public Instant getIntentAt() {
        return intentAt;
    }

    /** Whether Jobtrain is asked for it before a create is sent. */
    public boolean isReadBackFirst() {
        return readBackFirst;
    }

    /** When it ended as it is; null where it never has. */
    public Instant getFinishedAt() {
        return finishedAt;
    }

    /** Whether its personal data was erased here because its retention had ended: nothing can be sent of it any more. */
    public boolean isPurged() {
        return purgedAt != null;
    }

    /** When that was, or null. */
    public Instant getPurgedAt() {
        return purgedAt;
    }

    public String getCandidateId() {
        return candidateId;
    }

    public String getApplicationId() {
        return applicationId;
    }
}
