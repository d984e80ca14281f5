package org.applicantrelay.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.applicantrelay.time.LondonTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts what this replica has taken in and brought to its end, once its transaction is committed. Labels are channels,
 * states and codes: whatever a partner or a person writes would be a series of its own.
 */
@Component
public class ApplicationMeter {

    /** From what a webhook needs to what a weekend does. */
    private static final Duration[] STEPS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(3),
    };

    private static final List<String> CHANNELS = List.of("LISTING", "WEBHOOK", "MAIL");
    /** The label of what has no code. */
    public static final String NO_CODE = "none";

    private final MeterProvider<Counter> received;
    private final MeterProvider<Counter> repeated;
    private final MeterProvider<Counter> ended;
    private final MeterProvider<Timer> arrival;
    private final Timer delivery;

    ApplicationMeter(MeterRegistry meters) {
        this.received = Counter.builder("relay.applications.received")
                .description("Applications taken in, by the channel that brought them first")
                .withRegistry(meters);
        this.repeated = Counter.builder("relay.applications.repeated")
                .description("Applications that another channel had brought before, by channel")
                .withRegistry(meters);
        this.ended = Counter.builder("relay.applications.ended")
                .description("Applications that came to an end, by state and code; one that is replayed ends again")
                .withRegistry(meters);
        this.arrival = Timer.builder("relay.application.arrival")
                .description("From idibu's date of the application until it is taken in, by channel")
                .serviceLevelObjectives(STEPS)
                .withRegistry(meters);
        this.delivery = Timer.builder("relay.application.delivery")
                .description("From when the application is taken in until Jobtrain has it")
                .serviceLevelObjectives(STEPS)
                .register(meters);
        // What has not happened yet is 0, and not missing.
        CHANNELS.forEach(channel -> {
            received.withTag("channel", channel);
            repeated.withTag("channel", channel);
            arrival.withTag("channel", channel);
        });
        List.of(ApplicationState.DELIVERED, ApplicationState.DUPLICATE).forEach(state -> ended(state, null));
    }

    /**
     * A new application, in the transaction that writes it.
     *
     * @param date when the person applied, by idibu's wall clock; null where the channel does not say
     */
    public void received(Application application, String date) {
        String channel = application.getChannel();
        LocalDateTime applied = LondonTime.readOrNull(date);
        Instant now = application.getReceivedAt();
        onceCommitted(() -> {
            received.withTag("channel", channel).increment();
            if (applied != null) {
                arrival.withTag("channel", channel)
                        .record(Duration.between(applied.atZone(LondonTime.ZONE).toInstant(), now));
            }
        });
    }

    /** A channel has brought one that another had brought before, in the transaction that notes it. */
    public void repeated(String channel) {
        onceCommitted(() -> repeated.withTag("channel", channel).increment());
    }

    /** One has come to its end, in the transaction that ends it. */
    void ended(Application application) {
        ApplicationState state = application.getState();
        Counter counter = ended(state, application.getCode());
        Duration taken = Duration.between(application.getReceivedAt(), application.getFinishedAt());
        onceCommitted(() -> {
            counter.increment();
            if (state == ApplicationState.DELIVERED) {
                delivery.record(taken);
            }
        });
    }

    private Counter ended(ApplicationState state, String code) {
        return ended.withTags("state", state.name(), "code", code == null ? NO_CODE : code);
    }

    private static void onceCommitted(Runnable count) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count.run();
            }
        });
    }
}
