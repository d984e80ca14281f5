package org.applicantrelay.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheckHelper;
import org.applicantrelay.application.ApplicationMeter;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.sandbox.FaultKind;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class MonitoringTest extends RouteTest {

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private ApplicationMeter meter;

    @Autowired
    private HealthIndicator backlogHealthIndicator;

    @Autowired
    private HealthIndicator sourcesHealthIndicator;

    @Autowired
    private HealthIndicator routesHealthIndicator;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void whatComesInAndEndsIsCountedAndTimed() throws Exception {
        double received = counter("relay.applications.received", "channel", "LISTING");
        double repeated = counter("relay.applications.repeated", "channel", "WEBHOOK");
        double delivered = counter("relay.applications.ended", "state", "DELIVERED", "code", "none");
        Timer delivery = meters.get("relay.application.delivery").timer();
        Timer arrival = meters.get("relay.application.arrival")
                .tag("channel", "LISTING")
                .timer();
        long deliveries = delivery.count();
        double arrivals = arrival.totalTime(TimeUnit.DAYS);

        SimulatedApplicant applicant = arrive(someone());
        awaitDelivered(applicant);
        announce(applicant);
        // Once more by the listing, which adds nothing.
        poll("idibu-listing");

        assertThat(counter("relay.applications.received", "channel", "LISTING") - received)
                .isOne();
        assertThat(counter("relay.applications.repeated", "channel", "WEBHOOK") - repeated)
                .isOne();
        assertThat(counter("relay.applications.ended", "state", "DELIVERED", "code", "none") - delivered)
                .isOne();
        assertThat(delivery.count() - deliveries).isOne();
        assertThat(arrival.totalTime(TimeUnit.DAYS) - arrivals)
                .as("days since this test's day")
                .isCloseTo(
                        Duration.between(day().plusHours(12), LocalDateTime.now())
                                .toDays(),
                        offset(1.5));
    }

    @Test
    void whatIsRolledBackIsNotCounted() {
        double before = counter("relay.applications.repeated", "channel", "WEBHOOK");

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            meter.repeated("WEBHOOK");
            status.setRollbackOnly();
        });

        assertThat(counter("relay.applications.repeated", "channel", "WEBHOOK")).isEqualTo(before);
    }

    @Test
    void whatIsHeldUpShowsUntilItGoesOn() throws Exception {
        idibu().faults().add(FaultKind.ERROR_5XX, RequestKind.OUTCOME, 100);
        SimulatedApplicant applicant = arrive(someone().jobReference("NOWHERE"));
        readJobs();
        awaitState(applicant, ApplicationState.PARKED, "JOB_UNKNOWN");
        assertThat(counter("relay.applications.ended", "state", "PARKED", "code", "JOB_UNKNOWN"))
                .isPositive();
        SimulatedApplicant waiting = arrive(someone());
        awaitDelivered(waiting);
        database.update(
                "update application set state = 'WAITING', code = 'FILE_UNAVAILABLE',"
                        + " received_at = received_at - interval '2' hour, due_at = received_at + interval '9' day"
                        + " where track_id = ?",
                Long.toString(waiting.id()));

        awaitGauge(1, "relay.applications", "state", "PARKED", "code", "JOB_UNKNOWN");
        awaitGauge(1, "relay.applications", "state", "WAITING", "code", "FILE_UNAVAILABLE");
        assertThat(gauge("relay.outcomes.untold")).isEqualTo(2);
        assertThat(gauge("relay.outcomes.oldest")).isBetween(0.0, 60.0);
        assertThat(gauge("relay.applications.oldest")).isBetween(7_100.0, 7_300.0);
        Health health = backlogHealthIndicator.health();
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsEntry("parked", 1L).containsEntry("waiting", 1L);

        database.update("delete from outcome");
        database.update("delete from timeline_entry");
        database.update("delete from content");
        database.update("delete from application");

        awaitGauge(0, "relay.applications", "state", "PARKED", "code", "JOB_UNKNOWN");
        assertThat(gauge("relay.applications.oldest")).isZero();
        assertThat(backlogHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aSourceThatIsNotReadIsBehind() {
        database.update("update poller set finished_at = ? where name = 'idibu-listing'", at(Duration.ofHours(4)));

        awaitGauge(1, "relay.source.behind", "source", "idibu-listing");
        assertThat(gauge("relay.source.age", "source", "idibu-listing")).isBetween(14_300.0, 14_500.0);
        assertThat(gauge("relay.source.behind", "source", "jobtrain-jobs")).isZero();
        Health health = sourcesHealthIndicator.health();
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails().get("idibu-listing").toString()).startsWith("behind: read 144");

        // Three intervals of an hour, and a little: a walk takes its time.
        database.update("update poller set finished_at = ? where name = 'idibu-listing'", at(Duration.ofHours(3)));
        awaitGauge(0, "relay.source.behind", "source", "idibu-listing");
        assertThat(sourcesHealthIndicator.health().getStatus()).isEqualTo(Status.UP);
    }

    private OffsetDateTime at(Duration ago) {
        return clock.now().minus(ago).atOffset(ZoneOffset.UTC);
    }

    @Test
    void aRouteThatIsStoppedIsMissed() throws Exception {
        camel.getRouteController().resumeRoute("retention");
        double stopped = gauge("relay.routes.expected") - gauge("relay.routes.running");

        camel.getRouteController().stopRoute("read-back");
        try {
            assertThat(gauge("relay.routes.expected") - gauge("relay.routes.running"))
                    .isEqualTo(stopped + 1);
            Health health = routesHealthIndicator.health();
            assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(health.getDetails()).containsEntry("read-back", "stopped");
        } finally {
            camel.getRouteController().startRoute("read-back");
        }
        assertThat(gauge("relay.routes.expected") - gauge("relay.routes.running"))
                .isEqualTo(stopped);
    }

    /** Camel's own checks would call the process ill, and take all of it out of service, for a mailbox that is down. */
    @Test
    void noSourceAndNoRouteMakesTheProcessIll() {
        assertThat(HealthCheckHelper.invoke(camel))
                .extracting(result -> result.getCheck().getId())
                .isNotEmpty()
                .noneMatch(id -> id.startsWith("consumer:") || id.startsWith("route:"));
    }

    @Test
    void callsToThePartnersAreCounted() throws Exception {
        double creates = calls("jobtrain", "api", "success");
        double files = calls("idibu", "file", "success");
        double errors = calls("jobtrain", "api", "error");
        jobtrain().faults().add(FaultKind.ERROR_5XX, RequestKind.JOBS, 1);
        readJobs();
        readJobs();

        awaitDelivered(arrive(someone().file("cv.txt", SampleCv.text("Ada Sample", 900))));

        assertThat(calls("jobtrain", "api", "success")).isGreaterThan(creates);
        assertThat(calls("idibu", "file", "success")).isGreaterThan(files);
        assertThat(calls("jobtrain", "api", "error") - errors).isOne();
    }

    private void announce(SimulatedApplicant applicant) {
        byte[] form = idibu().event(applicant).body();
        assertThat(template.request("direct:idibu-webhook-event", exchange -> {
                            exchange.setVariable("input", new String(form, StandardCharsets.UTF_8));
                            exchange.getMessage().setBody(form);
                        })
                        .getException())
                .isNull();
    }

    private double calls(String partner, String kind, String result) {
        return meters.get("relay.partner.calls")
                .tags("partner", partner, "kind", kind, "result", result)
                .timer()
                .count();
    }

    private double counter(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    private void awaitGauge(double value, String name, String... tags) {
        await().atMost(Duration.ofSeconds(10)).until(() -> gauge(name, tags) == value);
    }
}
