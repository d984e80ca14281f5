package org.applicantrelay.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.config.BeanIds;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Puts {@link ConsoleSecurity}'s chain before all else on the management port. Hawtio's own log-in is off because of it;
 * without the chain there is no start. A part of the management context only, and so no {@code @Configuration}, which
 * would be found for the main one.
 */
public class ConsoleDoor {

    /** @param chain is not used: it has to be there */
    @Bean
    FilterRegistrationBean<Filter> consoleFilter(
            @Qualifier(BeanIds.SPRING_SECURITY_FILTER_CHAIN) Filter filter,
            @Qualifier("consoleChain") SecurityFilterChain chain) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        // What is forwarded inside has been asked for at an address that was allowed.
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }
}
