package org.applicantrelay.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.applicantrelay.ApplicantRelayApplication;
import org.springframework.boot.SpringApplication;

/** {@code ./mvnw spring-boot:test-run}: the whole relay against both simulators and a mailbox, in one process. */
public final class SandboxApplication {

    private static final int IDIBU_PORT = 8091;
    private static final int JOBTRAIN_PORT = 8092;
    private static final int SMTP_PORT = 8093;
    private static final int IMAP_PORT = 8094;
    private static final String WEBHOOK_URL = "http://localhost:8080/webhooks/idibu";

    private SandboxApplication() {}

    public static void main(String[] args) {
        Simulators simulators = Simulators.start(SimulatorOptions.defaults()
                .ports(IDIBU_PORT, JOBTRAIN_PORT)
                .withWebhook(WEBHOOK_URL)
                .withMailbox(SMTP_PORT, IMAP_PORT)
                .applicants(5)
                .every(Duration.ofSeconds(3))
                .withUnknownJob(true)
                .withQuirks(true)
                .freshIds());
        simulators.tell(line -> System.out.println("sandbox > " + line));
        Map<String, String> settings = new LinkedHashMap<>(simulators.properties());
        settings.put("spring.datasource.url", "jdbc:h2:file:./target/sandbox/relay;WRITE_DELAY=0");
        settings.put("relay.delivery.retry.first-delay", "5s");
        settings.put("relay.jobtrain.jobs.interval", "10s");
        // System properties win over the environment, and the command line over them.
        settings.forEach(System::setProperty);
        SpringApplication.run(ApplicantRelayApplication.class, args);
        simulators.welcome().forEach(line -> System.out.println("sandbox > " + line));
    }
}
