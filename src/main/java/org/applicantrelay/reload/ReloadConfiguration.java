package org.applicantrelay.reload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.settings.CurrentRoutes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Only with {@code relay.routes}: the packaged routes do not change. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${relay.routes:}'.isBlank()")
class ReloadConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(3);

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
