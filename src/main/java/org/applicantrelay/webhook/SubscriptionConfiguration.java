package org.applicantrelay.webhook;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/** What operators have of the subscription. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("relay.idibu.webhook.enabled")
class SubscriptionConfiguration {

    @Bean
    SubscriptionControl subscriptionControl(WebhookSubscriptions subscriptions, ProducerTemplate routes) {
        return new SubscriptionControl(subscriptions, routes);
    }

    /**
     * Exports this one bean. {@code spring.jmx.enabled} would look for all that might be exported, and find the database's
     * pool, whose password can be set through it.
     */
    @Bean
    MBeanExporter subscriptionExporter(SubscriptionControl control, RelayProperties relay) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setServer(ManagementFactory.getPlatformMBeanServer());
        exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
        // Replicas in one process have one name, and the last has it.
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(
                relay.idibu().webhook().isSubscribed() ? Map.of(SubscriptionControl.NAME, control) : Map.of());
        return exporter;
    }

    @Bean
    SubscriptionHealth idibuWebhookHealthIndicator(WebhookSubscriptions subscriptions, RelayProperties relay) {
        return new SubscriptionHealth(subscriptions, relay.idibu().webhook().isSubscribed());
    }
}
