package org.applicantrelay;

import java.util.List;
import org.applicantrelay.erasure.EraseCommand;
import org.applicantrelay.privacy.PrivateTemporaryFiles;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.client.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Starts the relay; what it does stands in {@code routes/}. With a command, does that and ends. */
@SpringBootApplication(
        exclude = {
            // The console's users and providers, and its filter, are the package console's.
            UserDetailsServiceAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            OAuth2ClientAutoConfiguration.class,
            OAuth2ClientWebSecurityAutoConfiguration.class
        })
@ConfigurationPropertiesScan
@EnableJpaRepositories(considerNestedRepositories = true)
public class ApplicantRelayApplication {

    private static final int MISUSED = 2;

    public static void main(String[] args) {
        if (args.length == 0 || args[0].startsWith("--")) {
            relay().run(args);
        } else {
            System.exit(command(args[0], List.of(args).subList(1, args.length)));
        }
    }

    private static SpringApplicationBuilder relay() {
        return new SpringApplicationBuilder(ApplicantRelayApplication.class).listeners(new PrivateTemporaryFiles());
    }

    private static int command(String name, List<String> words) {
        if (name.equals("erase")) {
            return EraseCommand.run(words, ApplicantRelayApplication::withoutPorts, System.out, System.err);
        }
        System.err.println("Unknown command " + name + "; there is: erase. Without a command the relay runs.");
        return MISUSED;
    }

    static ConfigurableApplicationContext withoutPorts(String... settings) {
        return relay().web(WebApplicationType.NONE).run(settings);
    }
}
