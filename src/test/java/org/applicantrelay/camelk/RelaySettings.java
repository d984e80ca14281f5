package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.settings.Secret;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** Which settings the relay has: those documented in application.yaml, and of Spring Boot those that it documents. */
final class RelaySettings {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Spring's own, and so no {@link Secret}. */
    private static final String DATABASE_PASSWORD = "spring.datasource.password";

    private final List<PropertySource<?>> defaults;
    private final Set<String> documented;
    private final Set<String> variables;
    private final Set<String> ofSpring = new TreeSet<>();
    private final Set<String> secrets = new TreeSet<>(Set.of(DATABASE_PASSWORD));

    RelaySettings() {
        try {
            defaults = new YamlPropertySourceLoader().load("defaults", new ClassPathResource("application.yaml"));
            ObjectMapper json = new ObjectMapper();
            for (URL url : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
                json.readTree(url)
                        .path("properties")
                        .forEach(property -> ofSpring.add(property.path("name").asText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        documented = defaults.stream()
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .map(name -> name.replaceAll("\\[\\d+]", ""))
                .collect(Collectors.toSet());
        variables = Stream.concat(documented.stream(), ofSpring.stream().filter(name -> !name.startsWith("relay.")))
                .flatMap(RelaySettings::variables)
                .collect(Collectors.toSet());
        collectSecrets("relay", RelayProperties.class);
    }

    private void collectSecrets(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType() == Secret.class) {
                secrets.add(name);
            } else if (component.getType().isRecord()) {
                collectSecrets(name, component.getType());
            }
        }
    }

    /** Whether there is a setting of this very name. */
    boolean isSetting(String name) {
        return documented.contains(name) || !name.startsWith("relay.") && ofSpring.contains(name);
    }

    /** Whether a setting can be given by an environment variable of this name. */
    boolean isVariable(String name) {
        return variables.contains(name);
    }

    /** Both ways to write one: dashes are left out, or become underscores. */
    private static Stream<String> variables(String setting) {
        String name = setting.replace('.', '_').toUpperCase(Locale.ROOT);
        return Stream.of(name.replace("-", ""), name.replace('-', '_'));
    }

    /** Whether nobody else may know what this setting is set to. */
    boolean isSecret(String setting) {
        return secrets.contains(setting);
    }

    boolean isSecretVariable(String variable) {
        return secrets.stream().flatMap(RelaySettings::variables).anyMatch(variable::equals);
    }

    /** What the relay sees of these variables and of these files of a configtree, over its defaults. */
    StandardEnvironment with(Map<String, String> variables, Map<String, String> files) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
        environment.getPropertySources().addLast(new MapPropertySource("files", Map.copyOf(files)));
        defaults.forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
