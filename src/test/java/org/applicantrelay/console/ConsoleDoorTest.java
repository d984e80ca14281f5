package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.config.BeanIds;

class ConsoleDoorTest {

    /** Hawtio would let anybody in. */
    @Test
    void withoutTheChainOfFiltersThereIsNoStart() {
        new ApplicationContextRunner()
                .withUserConfiguration(ConsoleDoor.class)
                .withBean(BeanIds.SPRING_SECURITY_FILTER_CHAIN, Filter.class, () -> (request, response, chain) -> {})
                .run(context -> assertThat(context).hasFailed().getFailure().hasMessageContaining("consoleFilter"));
    }
}
