package org.applicantrelay.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Set;
import org.applicantrelay.fault.FailureClass;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One circuit for each partner, shared by all calls to it. It opens when three of four calls find the partner down, so a
 * single applicant that a partner fails on each time does not open it, and closes when one probe is answered.
 */
@Configuration(proxyBeanMethods = false)
class CircuitConfiguration {

    private static final int CALLS_LOOKED_AT = 20;
    private static final int FEWEST_CALLS = 10;
    private static final int SHARE_THAT_OPENS = 75;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final double LONGER_EACH_TIME = 2;

    private static final Set<Fault> DOWN =
            Set.of(Fault.IDIBU_UNAVAILABLE, Fault.JOBTRAIN_UNREACHABLE, Fault.JOBTRAIN_UNAVAILABLE);

    @Bean
    CircuitBreaker idibuCircuit() {
        return circuit(Partner.IDIBU);
    }

    @Bean
    CircuitBreaker jobtrainCircuit() {
        return circuit(Partner.JOBTRAIN);
    }

    private static CircuitBreaker circuit(Partner partner) {
        return CircuitBreaker.of(
                partner.label(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(CALLS_LOOKED_AT)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .failureRateThreshold(SHARE_THAT_OPENS)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(FIRST_WAIT, LONGER_EACH_TIME, LONGEST_WAIT))
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(thrown -> isRestraint(Faults.of(thrown)))
                        .recordException(
                                thrown -> DOWN.contains(Faults.of(thrown).fault()))
                        .build());
    }

    /** A partner that asks for a pause, or refuses the relay, is up. */
    private static boolean isRestraint(RelayException fault) {
        return fault.retryAfter() != null || fault.fault().failureClass() == FailureClass.CONFIGURATION;
    }
}
