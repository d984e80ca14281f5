package org.applicantrelay.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.applicantrelay.ApplicantRelayApplication;
import org.springframework.boot.SpringApplication;

/** {@code ./mvnw spring-boot:test-run}: the whole relay against both simulators and a mailbox, in one process. */
public final class SandboxApplication {

    private static final int IDIBU_PORT = 8091;
    private static final int JOBTRAIN_PORT = 8092;
    private static final int SMTP_PORT = 8093;
    private static final int IMAP_PORT = 8094;
    private static final String WEBHOOK_URL = "http://localhost:8080/webhooks/idibu";

    private static final List<String> ROLES = List.of("viewer", "operator", "admin");

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
        for (int i = 0; i < ROLES.size(); i++) {
            String user = "relay.console.users[" + i + "].";
            settings.put(user + "username", ROLES.get(i));
            settings.put(user + "password", password(ROLES.get(i)));
            settings.put(user + "roles", ROLES.get(i));
        }
        // System properties win over the environment, and the command line over them.
        settings.forEach(System::setProperty);
        SpringApplication.run(ApplicantRelayApplication.class, args);
        simulators.welcome().forEach(line -> System.out.println("sandbox > " + line));
        System.out.println("sandbox > console:            http://localhost:9876/observe/hawtio  (log in as "
                + ROLES.stream().map(role -> role + " / " + password(role)).collect(Collectors.joining(", ")) + ")");
    }

    private static String password(String role) {
        return role + "-of-the-sandbox";
    }
}
