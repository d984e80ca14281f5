package org.applicantrelay;

import org.applicantrelay.privacy.PrivateTemporaryFiles;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Starts the relay; what it does stands in {@code routes/}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableJpaRepositories(considerNestedRepositories = true)
public class ApplicantRelayApplication {

    public static void main(String[] args) {
        SpringApplication relay = new SpringApplication(ApplicantRelayApplication.class);
        relay.addListeners(new PrivateTemporaryFiles());
        relay.run(args);
    }
}
