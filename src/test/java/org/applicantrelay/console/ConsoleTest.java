package org.applicantrelay.console;

import java.util.List;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.apache.camel.impl.DefaultCamelContext;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.database.TestDatabase;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What all tests of the console share: one relay, with all that can be switched on. Each logs in anew, and from an address of its own where it guesses.
 */
@SpringBootTest(
        classes = ApplicantRelayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "relay.jobtrain.jobs.interval=2s",
            "relay.jobtrain.read-back-delay=100ms",
            "relay.delivery.retry.first-delay=500ms",
            // Whatever goes on failing is dead soon.
            "relay.delivery.retry.max-age=3s",
            "relay.metrics.public=false",
            "management.prometheus.metrics.export.enabled=true",
            "relay.console.username=ada",
            "relay.console.password=" + ConsoleTest.PASSWORD,
            "relay.console.users[0].username=otto",
            "relay.console.users[0].password=" + ConsoleTest.PASSWORD,
            "relay.console.users[0].roles=operator",
            "relay.console.users[1].username=vera",
            // The same one, hashed.
            "relay.console.users[1].password={bcrypt}" + ConsoleTest.HASH,
            "relay.console.users[1].roles=viewer",
            "relay.console.users[2].username=" + ConsoleTest.GUESSED,
            "relay.console.users[2].password=" + ConsoleTest.PASSWORD,
            "relay.console.users[2].roles=viewer",
            // Whose refusals no other test has caused: each is written down once a minute.
            "relay.console.users[3].username=vic",
            "relay.console.users[3].password=" + ConsoleTest.PASSWORD,
            "relay.console.users[3].roles=viewer",
            "relay.console.users[4].username=abe",
            "relay.console.users[4].password=" + ConsoleTest.PASSWORD,
            "relay.console.users[4].roles=admin",
            "server.forward-headers-strategy=native",
            "spring.security.oauth2.client.registration.staff.client-id=relay",
            "spring.security.oauth2.client.registration.staff.client-secret=client-secret-of-relay",
            "spring.security.oauth2.client.registration.staff.client-name=Staff accounts",
            "spring.security.oauth2.client.provider.staff.user-name-attribute=preferred_username",
            "relay.console.oidc.roles-claim=realm_access.roles",
        })
@ExtendWith(OutputCaptureExtension.class)
@Import({LooseRestrictor.class, ManagementPort.class})
abstract class ConsoleTest {

    static final String PASSWORD = "console-password-of-all";
    static final String HASH = "$2a$04$iACilCpef7iJOYEPjKVvgO5oX/YbFXJDwAefxloRdIGPN14X5GfKe";

    /** Whose password others try. */
    static final String GUESSED = "gwen";

    static final List<String> PEOPLE = List.of("vera", "otto", "ada");

    static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

    static final Simulators PARTNERS = Simulators.start(SimulatorOptions.defaults()
            .withWebhook("http://localhost:1/webhooks/idibu")
            .withMailbox(0, 0));
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @LocalManagementPort
    int port;

    @LocalServerPort
    int mainPort;

    @Autowired
    LooseRestrictor restrictor;

    @Autowired
    JdbcTemplate database;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        // Camel's own extension switches it off for all contexts of a JVM.
        DefaultCamelContext.setDisableJmx(false);
        PROVIDER.start();
        settings.add("spring.security.oauth2.client.provider.staff.issuer-uri", () -> PROVIDER.issuerUrl("staff")
                .toString());
        DATABASE.register(settings);
        PARTNERS.properties().forEach((name, value) -> settings.add(name, () -> value));
        // Polled by who asks for it.
        settings.add("relay.idibu.listing.interval", () -> "1h");
    }

    /** Somebody with a browser who has not logged in. */
    final Visitor anybody() {
        return new Visitor(port);
    }

    final Visitor loggedIn(String name) {
        Visitor visitor = anybody();
        visitor.logIn(name, PASSWORD);
        return visitor;
    }
}
