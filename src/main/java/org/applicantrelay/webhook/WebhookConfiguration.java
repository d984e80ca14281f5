package org.applicantrelay.webhook;

import java.time.Duration;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.applicantrelay.pause.Pauses;
import org.applicantrelay.pause.Stage;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The web server's side of the webhook; without {@code relay.idibu.webhook.enabled} none of it is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("relay.idibu.webhook.enabled")
class WebhookConfiguration {

    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);

    /** idibu gives an answer 5 s; the web server looks for late ones once a second. */
    static final Duration LONGEST_ANSWER = Duration.ofMillis(3500);

    @Bean
    FilterRegistrationBean<WebhookFilter> webhookFilter(RelayProperties relay, WebhookMeter meter, Pauses pauses) {
        RelayProperties.Webhook webhook = relay.idibu().webhook();
        FilterRegistrationBean<WebhookFilter> filter = new FilterRegistrationBean<>(new WebhookFilter(
                new Signature(webhook.secret(), webhook.secretPrevious()),
                meter,
                webhook.maxSize().toBytes(),
                LONGEST_BODY,
                () -> pauses.isPaused(Stage.IDIBU_WEBHOOK)));
        filter.addUrlPatterns("/webhooks/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setAsyncSupported(true);
        return filter;
    }

    /** In place of the engine that camel-platform-http makes, by the name that it looks for. */
    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    WebhookEngine webhookEngine(@Value("${server.port}") int port) {
        return new WebhookEngine(port, LONGEST_ANSWER);
    }

    @Bean
    WebMvcConfigurer webhookDeadline() {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer async) {
                async.setDefaultTimeout(LONGEST_ANSWER.toMillis());
            }
        };
    }
}
