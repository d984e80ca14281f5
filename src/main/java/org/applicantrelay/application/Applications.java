package org.applicantrelay.application;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** The applications in the database. */
public interface Applications extends JpaRepository<Application, UUID> {

    String AS_HELD_UP =
            "select new org.applicantrelay.application.HeldUp(a.id, a.trackId, a.state, a.code, a.finishedAt,"
                    + " a.intentAt, a.clientReference, a.idibuJobId, a.jobReference, a.jobId, a.purgedAt)"
                    + " from Application a where ";

    String HELD_UP = AS_HELD_UP + "a.state = :state";

    String PARKED = AS_HELD_UP + "a.state = PARKED and a.code in :codes";

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Application a where a.id = :id")
    Optional<Application> lock(UUID id);

    Optional<Application> findByTrackId(String trackId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Application a where a.trackId = :trackId")
    Optional<Application> lockByTrackId(String trackId);

    /** The mails in that state, with one of these codes, that name no applicant, the oldest first. */
    @Query("select a from Application a where a.state = :state and a.code in :codes"
            + " and a.trackId like concat(:prefix, '%') order by a.receivedAt")
    List<Application> heldMails(ApplicationState state, List<String> codes, String prefix);

    /** Where an application stands among all, by their age. */
    record Place(Instant receivedAt, UUID id) {}

    /** {@link Place} of the one with that track id. */
    @Query("select a.receivedAt as receivedAt, a.id as id from Application a where a.trackId = :trackId")
    Optional<Place> placeOf(String trackId);

    /** {@link Application#getChannels()} without the rest of the row. */
    @Query("select a.channels from Application a where a.trackId = :trackId")
    Optional<String> channelsOf(String trackId);

    boolean existsByJobIdAndApplicationId(String jobId, String applicationId);

    boolean existsByStateAndCodeAndReceivedAtAfter(ApplicationState state, String code, Instant receivedAt);

    /** All that are held up with {@code code} and not purged, without their rows. */
    @Query("select new org.applicantrelay.application.JobSeeker("
            + "a.id, a.clientReference, a.idibuJobId, a.jobReference, a.jobId)"
            + " from Application a where a.state = :state and a.code = :code and a.purgedAt is null")
    List<JobSeeker> seekers(ApplicationState state, String code);

    /**
     * Those of {@code ids} that are still held up with {@code code}, locked: a row that a worker is claiming at this
     * moment is waited for, and then no longer one of these. In one order, so that no two replicas wait for each other.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Application a where a.id in :ids and a.state = :state and a.code = :code"
            + " and a.purgedAt is null order by a.id")
    List<Application> lockHeld(List<UUID> ids, ApplicationState state, String code);

    /**
     * The person's other applications for that job that Jobtrain has, or may have; the person by either of the hashes, which
     * may be the same. As two and not as a list, with which Hibernate would translate the query at every call.
     */
    @Query("select new org.applicantrelay.application.OtherApplication("
            + "a.trackId, a.state, a.intentAt, a.finishedAt, a.candidateId, a.applicationId)"
            + " from Application a where a.emailHash in (:emailHash, :previousHash) and a.jobId = :jobId and a.id <> :id"
            + " and (a.state = DELIVERED or a.intentAt is not null)")
    List<OtherApplication> othersOf(String emailHash, String previousHash, String jobId, UUID id);

    /** Those in that state with that code which ended so within a time range, the oldest first. */
    @Query(HELD_UP + " and a.code = :code and a.finishedAt >= :since and a.finishedAt < :until order by a.finishedAt")
    List<HeldUp> heldUp(ApplicationState state, String code, Instant since, Instant until, Limit limit);

    /** The same with any code, by their codes. */
    @Query(HELD_UP + " and a.finishedAt >= :since and a.finishedAt < :until order by a.code, a.finishedAt")
    List<HeldUp> heldUp(ApplicationState state, Instant since, Instant until, Limit limit);

    /** The jobs that none is found for: of those parked with one of {@code parked}, and those waiting with one of {@code waiting}. */
    @Query("select new org.applicantrelay.application.UnmatchedJob("
            + "a.code, a.clientReference, a.idibuJobId, a.jobReference, count(a), min(a.receivedAt))"
            + " from Application a where (a.state = PARKED and a.code in :parked or a.state = WAITING and a.code in :waiting)"
            + " and a.purgedAt is null group by a.code, a.clientReference, a.idibuJobId, a.jobReference"
            + " order by min(a.receivedAt)")
    List<UnmatchedJob> unmatchedJobs(List<String> parked, List<String> waiting, Limit limit);

    /** Those parked with one of {@code codes} whose client's reference or idibu's is {@code key}. */
    @Query(PARKED + " and (a.clientReference = :key or a.jobReference = :key) order by a.finishedAt")
    List<HeldUp> parkedByReference(List<String> codes, String key);

    /** The same by idibu's job id. */
    @Query(PARKED + " and a.idibuJobId = :key" + " order by a.finishedAt")
    List<HeldUp> parkedByIdibuJob(List<String> codes, String key);

    /** How many {@link #heldUp} would give without a limit. */
    @Query("select count(a) from Application a where a.state = :state and a.code = :code"
            + " and a.finishedAt >= :since and a.finishedAt < :until")
    long countHeldUp(ApplicationState state, String code, Instant since, Instant until);

    /** The same with any code. */
    @Query(
            "select count(a) from Application a where a.state = :state and a.finishedAt >= :since and a.finishedAt < :until")
    long countHeldUp(ApplicationState state, Instant since, Instant until);

    long countByStateAndCode(ApplicationState state, String code);

    /** Those of {@code ids} that are parked or dead and not purged, locked, in the order of {@link #lockHeld}. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Application a where a.id in :ids and (a.state = PARKED or a.state = DEAD)"
            + " and a.purgedAt is null order by a.id")
    List<Application> lockHeldUp(List<UUID> ids);

    /** How many rows, 0 or 1, were still under the claim with that fence. */
    @Transactional
    @Modifying
    @Query("update Application a set a.dueAt = :until where a.id = :id and a.fence = :fence"
            + " and a.leaseOwner = :owner and a.state = DELIVERING")
    int renew(UUID id, long fence, String owner, Instant until);
}
