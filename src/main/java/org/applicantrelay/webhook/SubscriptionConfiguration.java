package org.applicantrelay.webhook;

import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.applicantrelay.operation.Operations;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

/** What operators have of the subscription. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("relay.idibu.webhook.enabled")
class SubscriptionConfiguration {

    @Bean
    SubscriptionControl subscriptionControl(WebhookSubscriptions subscriptions, ProducerTemplate routes) {
        return new SubscriptionControl(subscriptions, routes);
    }

    @Bean
    MBeanExporter subscriptionExporter(SubscriptionControl control, RelayProperties relay) {
        return Operations.exporting(
                relay.idibu().webhook().isSubscribed() ? Map.of(SubscriptionControl.NAME, control) : Map.of());
    }

    @Bean
    SubscriptionHealth idibuWebhookHealthIndicator(WebhookSubscriptions subscriptions, RelayProperties relay) {
        return new SubscriptionHealth(subscriptions, relay.idibu().webhook().isSubscribed());
    }
}
