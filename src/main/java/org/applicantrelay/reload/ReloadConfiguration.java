package org.applicantrelay.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.settings.CurrentRoutes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Only with {@code relay.routes}, as the packaged routes do not change; and not for a command, for which no route runs. */
@Configuration(proxyBeanMethods = false)
@Conditional(ReloadConfiguration.Edited.class)
class ReloadConfiguration {

    /** Longer than most calls to a partner take, and no longer than a stop is given. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(3);

    static final class Edited implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment settings = context.getEnvironment();
            return !settings.getProperty("relay.routes", "").isBlank()
                    && settings.getProperty("camel.main.auto-startup", Boolean.class, true);
        }
    }

    @Bean
    FilterRegistrationBean<HttpGate> httpGate() {
        FilterRegistrationBean<HttpGate> filter = new FilterRegistrationBean<>(new HttpGate(REQUEST_PATIENCE));
        // Behind those that read a body, as slowly as somebody sends it.
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        filter.setAsyncSupported(true);
        return filter;
    }

    @Bean
    Reload reload(
            @Value("${relay.routes}") String folder,
            CurrentRoutes current,
            ApplicationContext relay,
            CamelContext camel,
            FilterRegistrationBean<HttpGate> httpGate,
            Audit audit,
            ReloadMeter meter) {
        return new Reload(
                Path.of(folder),
                current,
                new Trial(relay),
                new RouteSwap(camel, httpGate.getFilter().closing(), PATIENCE),
                audit,
                Clock.systemUTC(),
                meter,
                relay);
    }

    @Bean
    ReloadClock reloadClock(Reload reload) {
        return new ReloadClock(reload);
    }

    @Bean("routeFilesHealthIndicator")
    ReloadHealth reloadHealth(Reload reload) {
        return new ReloadHealth(reload);
    }
}
