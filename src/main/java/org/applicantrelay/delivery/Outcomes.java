package org.applicantrelay.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.partner.Partner;
import org.applicantrelay.partner.Partners;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.table.Tables;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What idibu is told of each application that ends, until it has been told. */
@Component
public class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final OutcomeRows rows;
    private final DatabaseClock clock;
    private final Partners partners;
    private final Duration lease;
    private final RetryPolicy retries;
    private final Tables tables;

    Outcomes(
            OutcomeRows rows,
            DatabaseClock clock,
            Partners partners,
            RelayProperties relay,
            RetryPolicy retries,
            Tables tables) {
        this.partners = partners;
        this.rows = rows;
        this.clock = clock;
        this.lease = relay.delivery().lease();
        this.retries = retries;
        this.tables = tables;
    }

    /** The outcomes' rows. */
    interface OutcomeRows extends JpaRepository<Outcome, UUID> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select o from Outcome o where o.applicationId = :id")
        Optional<Outcome> lock(UUID id);
    }

    /**
     * One word to idibu about one application.
     *
     * @param word the XML of {@code POST /applicant-status/[id]}
     */
    public record Report(UUID id, String trackId, long fence, Word word) {}

    /** The body of {@code POST /applicant-status/[id]} (idibu, "Applicant's remote upload status"). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JacksonXmlRootElement(localName = "applicant")
    public record Word(
            String status,
            @JsonProperty("remote-id") String remoteId,
            @JsonProperty("error-message") String errorMessage,
            @JsonProperty("date-processed") String dateProcessed) {}

    /** idibu is to learn that Jobtrain has the application, in the words of the table in force. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void success(Application application, Instant now) {
        Outcome outcome = of(application);
        outcome.word(tables.statuses().of(application.getState(), null), remoteId(application), now);
        rows.save(outcome);
    }

    /** Candidate and application; what Jobtrain has not named is left out (its 409 need not name the candidate). */
    private static String remoteId(Application application) {
        String remoteId = Stream.of(application.getCandidateId(), application.getApplicationId())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("/"));
        return remoteId.isEmpty() ? null : remoteId;
    }

    /** idibu is to learn why Jobtrain does not have it, in the words of the table in force. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void failure(Application application, RelayException fault, Instant now) {
        Outcome outcome = of(application);
        outcome.word(tables.statuses().of(application.getState(), fault), null, now);
        rows.save(outcome);
    }

    /**
     * idibu is not told any more what it does not know yet.
     *
     * @return how many words are taken back, 0 or 1
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int withdraw(UUID applicationId) {
        Optional<Outcome> untold = rows.lock(applicationId).filter(outcome -> outcome.getToldAt() == null);
        untold.ifPresent(rows::delete);
        return untold.isPresent() ? 1 : 0;
    }

    private Outcome of(Application application) {
        return rows.lock(application.getId()).orElseGet(() -> new Outcome(application));
    }

    /** Claims the first of {@code due}, rows locked by the caller's transaction; null where there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Report claim(List<Outcome> due) {
        if (due.isEmpty()) {
            return null;
        }
        Outcome outcome = due.get(0);
        outcome.claim(clock.asked().plus(lease));
        return new Report(
                outcome.getId(),
                outcome.getTrackId(),
                outcome.getFence(),
                new Word(
                        outcome.isSuccess() ? "success" : "fail",
                        outcome.getRemoteId(),
                        outcome.getError(),
                        LondonTime.format(outcome.getProcessedAt())));
    }

    /** idibu knows it. */
    @Transactional
    public void told(Report report) {
        current(report).ifPresent(outcome -> {
            outcome.told(clock.now());
            partners.succeeded(Partner.IDIBU);
            LOG.info(
                    "applicant {} told to idibu: {}",
                    report.trackId(),
                    report.word().status());
        });
    }

    /** idibu could not be told now; it is tried again until it works: nobody else would tell. */
    @Transactional
    public void failed(Report report, Exception thrown) {
        RelayException fault = Faults.of(thrown);
        current(report).ifPresent(outcome -> {
            outcome.waitUntil(clock.now().plus(retries.delay(outcome.getAttempts(), fault.retryAfter())));
            LOG.warn("applicant {} not told to idibu yet: {}", report.trackId(), fault.getMessage());
        });
    }

    /** What idibu is, or was, to be told of an application; empty before it has ended. */
    public Optional<Outcome> of(UUID applicationId) {
        return rows.findById(applicationId);
    }

    private Optional<Outcome> current(Report report) {
        return rows.lock(report.id()).filter(outcome -> outcome.getFence() == report.fence());
    }
}
