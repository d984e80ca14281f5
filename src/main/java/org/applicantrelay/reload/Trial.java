package org.applicantrelay.reload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.spring.boot.SpringPropertiesParser;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.settings.RoutesResolver;
import org.springframework.context.ApplicationContext;

/**
 * Makes routes in a context of their own, beside the running one and with its beans and settings, as the next start would:
 * whatever Camel finds wrong with them it says there. Nothing is consumed, and nothing is sent.
 */
class Trial {

    private final ApplicationContext relay;

    Trial(ApplicationContext relay) {
        this.relay = relay;
    }

    /** @throws Exception whatever Camel throws at them */
    void of(MergedRoutes routes) throws Exception {
        try (DefaultCamelContext aside = new DefaultCamelContext(new DefaultRegistry(new Beans(relay)))) {
            aside.getCamelContextExtension().setName("trial");
            aside.disableJMX();
            aside.setAutoStartup(false);
            aside.getRegistry().bind(RoutesResolver.NAME, new RoutesResolver(() -> routes));
            PropertiesComponent properties = new PropertiesComponent();
            // One of its own: it belongs to the component that it was given to last.
            properties.setPropertiesParser(new SpringPropertiesParser(relay.getEnvironment()));
            aside.setPropertiesComponent(properties);
            // It would tick, though nobody listens.
            aside.getComponent("quartz", QuartzComponent.class).setAutoStartScheduler(false);
            RoutesLoader loader = PluginHelper.getRoutesLoader(aside);
            loader.loadRoutes(routes.files().keySet().stream()
                    .filter(path -> path.endsWith(MergedRoutes.ROUTES))
                    .map(path -> PluginHelper.getResourceLoader(aside).resolveResource("routes:" + path))
                    .toList());
            aside.start();
        }
    }

    /** The relay's, but for what belongs to a context: that is made anew. What the routes bind themselves is not among them. */
    private static final class Beans implements BeanRepository {

        private final BeanRepository relay;

        Beans(ApplicationContext relay) {
            this.relay = new ApplicationContextBeanRepository(relay);
        }

        @Override
        public Object lookupByName(String name) {
            return own(name, relay.lookupByName(name));
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            return own(name, relay.lookupByNameAndType(name, type));
        }

        private static <T> T own(String name, T bean) {
            return bean instanceof Component || name.equals(RoutesResolver.NAME) ? null : bean;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> beans = new LinkedHashMap<>(relay.findByTypeWithName(type));
            beans.values().removeIf(Component.class::isInstance);
            return beans;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return Set.copyOf(findByTypeWithName(type).values());
        }
    }
}
