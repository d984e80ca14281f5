package org.applicantrelay.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.applicantrelay.ApplicantRelayApplication;
import org.springframework.boot.SpringApplication;

/** {@code ./mvnw spring-boot:test-run}: the whole relay against both simulators, in one process. */
public final class SandboxApplication {

    private static final int IDIBU_PORT = 8091;
    private static final int JOBTRAIN_PORT = 8092;

    private SandboxApplication() {}

    public static void main(String[] args) {
        Simulators simulators = Simulators.start(SimulatorOptions.defaults()
                .ports(IDIBU_PORT, JOBTRAIN_PORT)
                .applicants(5)
                .every(Duration.ofSeconds(3))
                .withUnknownJob(true)
                .freshIds());
        simulators.tell(line -> System.out.println("sandbox > " + line));
        // What is given on the command line comes last and wins.
        Stream<String> settings = simulators.properties().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
        SpringApplication.run(
                ApplicantRelayApplication.class,
                Stream.of(
                                settings,
                                Stream.of(
                                        "--spring.datasource.url=jdbc:h2:file:./target/sandbox/relay;WRITE_DELAY=0",
                                        "--relay.delivery.retry.first-delay=5s"),
                                Arrays.stream(args))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        System.out.println(simulators.welcome());
    }
}
