package org.applicantrelay.route;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.database.DatabaseTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * The whole relay, without its ports, over a database of its own. All classes with the same settings share one, so
 * nothing advises a route: what a test needs to go wrong, it lets go wrong at a partner or in the database.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DatabaseTest
@CamelSpringBootTest
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = ApplicantRelayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "relay.idibu.listing.interval=1h",
            "relay.jobtrain.jobs.interval=1h",
            "relay.jobtrain.read-back-delay=10ms",
            "relay.delivery.retry.first-delay=1ms",
            "relay.privacy.exports=target/exports",
        })
@interface RelayTest {}
