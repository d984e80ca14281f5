package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.RouteStartupOrder;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.LoggedRequest;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code routes/sync/jobtrain-jobs}, and the error rule {@code sync-errors}. */
class JobtrainJobsRouteTest extends RouteTest {

    private static final int FIRST = 2_001;

    private int before;
    private int advertised;

    @BeforeEach
    void countWhatIsThere() {
        before = count("job");
    }

    @AfterEach
    void withdrawAll() throws Exception {
        for (int i = 0; i < advertised; i++) {
            jobtrain().removeJob(FIRST + i);
        }
        jobtrain().faults().clear();
        readJobs();
        assertThat(count("job")).isEqualTo(before);
    }

    private void advertise(int many) {
        advertised = many;
        for (int i = 0; i < many; i++) {
            jobtrain().addJob(FIRST + i, "MANY-" + i, "One of many");
        }
    }

    @Autowired
    TransactionTemplate transaction;

    /** A Kamelet that is made while routes start is never started by Camel. */
    @Test
    void theTokensKameletStartsWithTheRoutesThatNeedIt() {
        List<RouteStartupOrder> started = camel.getCamelContextExtension().getRouteStartupOrder();
        int last = started.stream()
                .mapToInt(RouteStartupOrder::getStartupOrder)
                .max()
                .orElseThrow();

        assertThat(started)
                .filteredOn(
                        order -> order.getRoute().getEndpoint().getEndpointUri().contains("jobtrain-token-action")
                                || order.getRoute().getRouteId().startsWith("jobtrain-token-action"))
                .singleElement()
                .satisfies(order -> assertThat(order.getStartupOrder()).isLessThan(last));
    }

    @Test
    void leavesAnApplicationToTheWorkerThatIsClaimingIt() throws Exception {
        SimulatedApplicant applicant = arrive(someone());
        database.update("update application set state = 'WAITING', code = 'JOBS_NOT_READ', due_at = null");
        UUID id = row(applicant).getId();
        ExecutorService reader = Executors.newSingleThreadExecutor();

        Future<?> reading = transaction.execute(claiming -> {
            Application claimed = applications.lock(id).orElseThrow();
            Future<?> waiting = reader.submit(() -> {
                readJobs();
                return null;
            });
            await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
            claimed.claim("worker", Instant.now(), Instant.now().plusSeconds(60));
            return waiting;
        });
        reading.get(10, TimeUnit.SECONDS);
        reader.shutdown();

        assertThat(count("poller where name = 'jobtrain-jobs' and finished_at is not null"))
                .isOne();
        assertThat(row(applicant).getState()).isEqualTo(ApplicationState.DELIVERING);
        assertThat(row(applicant).getFence()).isOne();
    }

    @Test
    void readsAllJobsOverThreePages() throws Exception {
        advertise(250);
        readJobs();
        assertThat(count("job")).isEqualTo(before + 250);
        assertThat(count("job where job_id = '2250' and reference = 'MANY-249'"))
                .isEqualTo(1);
        assertThat(jobtrain().requests().of(RequestKind.JOBS))
                .extracting(LoggedRequest::query)
                .containsExactly("PageNo=1&PageSize=100", "PageNo=2&PageSize=100", "PageNo=3&PageSize=100");
        assertThat(leaseIsFree("jobtrain-jobs")).isTrue();
    }

    @Test
    void forgetsJobsThatAreWithdrawn() throws Exception {
        advertise(3);
        readJobs();
        jobtrain().removeJob(FIRST);
        jobtrain().removeJob(FIRST + 1);
        readJobs();
        assertThat(count("job")).isEqualTo(before + 1);
        assertThat(count("job where reference in ('MANY-0', 'MANY-1')")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_5XX,JOBTRAIN_UNAVAILABLE",
        "BAD_JSON,JOBTRAIN_UNREADABLE",
        "RESET,JOBTRAIN_UNAVAILABLE",
        "BUSY_429,JOBTRAIN_BUSY"
    })
    void leavesTheTableAsItWasWhenALaterPageFails(FaultKind fault, String code, CapturedOutput output)
            throws Exception {
        advertise(100);
        jobtrain().faults().add(FaultKind.SLOW, RequestKind.JOBS, 1, 0).add(fault, RequestKind.JOBS, 1);

        readJobs();
        assertThat(jobtrain().requests().count(RequestKind.JOBS)).isEqualTo(2);
        assertThat(count("job")).isEqualTo(before);
        assertThat(leaseIsFree("jobtrain-jobs")).isTrue();
        assertThat(warnings(output)).singleElement().asString().contains("Jobtrain's jobs could not be read: " + code);

        // Not finished, so it is due again at the next tick, or after the pause that was asked for.
        openPartners();
        poll("jobtrain-jobs");
        assertThat(count("job")).isEqualTo(before + 100);
    }

    @Test
    void leavesTheTableAsItWasWhenTheDatabaseFails(CapturedOutput output) throws Exception {
        advertise(3);
        without("job", this::readJobs);
        assertThat(count("job")).isEqualTo(before);
        assertThat(leaseIsFree("jobtrain-jobs")).isTrue();
        assertThat(warnings(output)).hasSize(1).allMatch(line -> line.contains("DATABASE"));
    }

    @Test
    void readsOnlyWhenItIsTime() throws Exception {
        readJobs();
        int requests = jobtrain().requests().count(RequestKind.JOBS);
        poll("jobtrain-jobs");
        assertThat(jobtrain().requests().count(RequestKind.JOBS)).isEqualTo(requests);
        assertThat(leaseIsFree("jobtrain-jobs")).isTrue();
    }

    @Test
    void leavesTheReadingToTheReplicaThatHasTheLease() throws Exception {
        database.update(
                "update poller set lease_owner = 'another', lease_until = current_timestamp + interval '1' minute"
                        + " where name = 'jobtrain-jobs'");
        readJobs();
        assertThat(jobtrain().requests().count(RequestKind.JOBS)).isZero();
        database.update("update poller set lease_owner = null, lease_until = null where name = 'jobtrain-jobs'");
    }
}
