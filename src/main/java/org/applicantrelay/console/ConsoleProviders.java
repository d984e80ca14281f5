package org.applicantrelay.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;

/** The log-in providers under {@code spring.security.oauth2.client}. */
final class ConsoleProviders {

    private static final String PREFIX = "spring.security.oauth2.client";

    private final OAuth2ClientProperties properties;

    private ConsoleProviders(OAuth2ClientProperties properties) {
        this.properties = properties;
    }

    static ConsoleProviders of(Environment environment) {
        return new ConsoleProviders(Binder.get(environment)
                .bind(PREFIX, Bindable.of(OAuth2ClientProperties.class))
                .orElseGet(OAuth2ClientProperties::new));
    }

    boolean isEmpty() {
        return properties.getRegistration().isEmpty();
    }

    /** Names to show, by the address where the log-in begins. */
    Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        properties
                .getRegistration()
                .forEach((id, registration) -> links.put(
                        ConsolePaths.PROVIDER + "/" + id,
                        registration.getClientName() == null ? id : registration.getClientName()));
        return links;
    }

    /** Asks a provider about itself at the first log-in: one that is down must not keep the relay from starting. */
    ClientRegistrationRepository registrations() {
        properties.getRegistration().values().forEach(registration -> {
            if (registration.getRedirectUri() == null) {
                registration.setRedirectUri("{baseUrl}" + ConsolePaths.PROVIDER_BACK.replace("*", "{registrationId}"));
            }
            if (registration.getScope() == null) {
                registration.setScope(Set.of("openid"));
            }
        });
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(List.copyOf(new OAuth2ClientPropertiesMapper(properties)
                        .asClientRegistrations()
                        .values())));
    }
}
