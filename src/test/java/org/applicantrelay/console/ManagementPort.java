package org.applicantrelay.console;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Knows what answers on the management port, whose context is not the tests' own. */
class ManagementPort implements ApplicationListener<WebServerInitializedEvent> {

    private ServletWebServerApplicationContext context;

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if ("management".equals(event.getApplicationContext().getServerNamespace())) {
            context = (ServletWebServerApplicationContext) event.getApplicationContext();
        }
    }

    /** The patterns of all servlets, and of all that is behind Spring's own. */
    Set<String> patterns() {
        Set<String> patterns = new TreeSet<>();
        context.getServletContext()
                .getServletRegistrations()
                .values()
                .forEach(servlet -> patterns.addAll(servlet.getMappings()));
        context.getBeansOfType(HandlerMapping.class).values().forEach(mapping -> patterns(mapping)
                .forEach(patterns::add));
        return patterns;
    }

    private static Stream<String> patterns(HandlerMapping mapping) {
        if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
            return methods.getHandlerMethods().keySet().stream().flatMap(info -> info.getPatternValues().stream());
        }
        return mapping instanceof AbstractUrlHandlerMapping urls
                ? urls.getHandlerMap().keySet().stream()
                : Stream.empty();
    }
}
