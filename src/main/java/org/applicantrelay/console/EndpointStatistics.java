package org.applicantrelay.console;

import org.apache.camel.CamelContext;
import org.apache.camel.management.mbean.ManagedRuntimeEndpointRegistry;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.RuntimeEndpointRegistry;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Shows the endpoints' counters to the console: since 4.17 Camel keeps them, and has a bean for them, but leaves it out. */
@Component
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class EndpointStatistics implements CamelContextConfiguration {

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // All there is to do is done once there are endpoints.
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        RuntimeEndpointRegistry registry = camel.getRuntimeEndpointRegistry();
        ManagementStrategy strategy = camel.getManagementStrategy();
        if (registry == null || strategy.getManagementAgent() == null) {
            return;
        }
        ManagedRuntimeEndpointRegistry bean = new ManagedRuntimeEndpointRegistry(camel, registry);
        bean.init(strategy);
        try {
            strategy.manageObject(bean);
        } catch (Exception e) {
            throw new IllegalStateException("The endpoints' counters cannot be shown", e);
        }
    }
}
