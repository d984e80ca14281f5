package org.applicantrelay.delivery;

import java.security.SecureRandom;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    RetryPolicy retryPolicy(RelayProperties relay) {
        RelayProperties.Retry retry = relay.delivery().retry();
        return new RetryPolicy(retry.firstDelay(), retry.maxAge(), new SecureRandom());
    }
}
