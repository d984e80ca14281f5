package org.applicantrelay;

import java.util.List;
import org.applicantrelay.erasure.EraseCommand;
import org.applicantrelay.preview.PreviewCommand;
import org.applicantrelay.privacy.PrivateTemporaryFiles;
import org.applicantrelay.routefiles.CheckCommand;
import org.applicantrelay.routefiles.ExportCommand;
import org.applicantrelay.routefiles.PairsCommand;
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
            System.exit(command(List.of(args)));
        }
    }

    private static SpringApplicationBuilder relay() {
        return new SpringApplicationBuilder(ApplicantRelayApplication.class).listeners(new PrivateTemporaryFiles());
    }

    /** A command answers to standard out and says what is wrong to standard error; 0 done, 1 findings or failed, 2 misused. */
    private static int command(List<String> words) {
        boolean ofRoutes = words.get(0).equals("routes") && words.size() > 1;
        String name = ofRoutes ? "routes " + words.get(1) : words.get(0);
        List<String> rest = words.subList(ofRoutes ? 2 : 1, words.size());
        return switch (name) {
            case "erase" -> EraseCommand.run(rest, ApplicantRelayApplication::withoutPorts, System.out, System.err);
            case "routes export" -> ExportCommand.run(rest, System.out, System.err);
            case "routes check" -> CheckCommand.run(rest, System.out, System.err);
            case "routes pairs" -> PairsCommand.run(rest, System.out, System.err);
            case "routes preview" ->
                PreviewCommand.run(rest, ApplicantRelayApplication::withoutPorts, System.out, System.err);
            default -> {
                System.err.println("Unknown command " + name + "; there are: erase, routes export, routes check, routes"
                        + " pairs, routes preview. Without a command the relay runs.");
                yield MISUSED;
            }
        };
    }

    static ConfigurableApplicationContext withoutPorts(String... settings) {
        return relay().web(WebApplicationType.NONE).run(settings);
    }
}
