package org.applicantrelay.reload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts edits of the routes' folder; nothing where it is the packaged one. */
@Component
class ReloadMeter {

    private final AtomicInteger findings = new AtomicInteger();
    private final Counter taken;
    private final Counter refused;

    ReloadMeter(MeterRegistry meters) {
        Gauge.builder("relay.routes.findings", findings, AtomicInteger::get)
                .description(
                        "What is wrong with the folder of routes, so that it is not in force; 0 where all of it is")
                .register(meters);
        taken = edits(meters, "taken");
        refused = edits(meters, "refused");
    }

    private static Counter edits(MeterRegistry meters, String outcome) {
        return Counter.builder("relay.routes.edits")
                .description("Edits of the folder of routes, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    void taken() {
        taken.increment();
        settled();
    }

    void settled() {
        findings.set(0);
    }

    void refused(int count) {
        refused.increment();
        findings.set(count);
    }
}
