package org.applicantrelay.routefiles;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The Spring beans that routes may name, known by their declarations: nothing is created, and no setting is asked. */
final class ProductBeans {

    private static final String PACKAGE = "org.applicantrelay";

    /** What Spring Boot and Camel add by themselves, as far as a route has a use for it. */
    private static final Map<String, String> GIVEN = Map.of(
            "transactionManager", "org.springframework.transaction.PlatformTransactionManager",
            "entityManagerFactory", "jakarta.persistence.EntityManagerFactory",
            "dataSource", "javax.sql.DataSource",
            "jacksonObjectMapper", "com.fasterxml.jackson.databind.ObjectMapper",
            "camelContext", "org.apache.camel.CamelContext");

    private final ClassLoader loader;
    private final Map<String, String> types = new TreeMap<>(GIVEN);

    ProductBeans(ClassLoader loader) {
        this.loader = loader;
        scan();
    }

    Set<String> names() {
        return types.keySet();
    }

    /** The name of a bean's class; none where there is no such bean. */
    Optional<String> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    private void scan() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(true);
        scanner.setResourceLoader(new DefaultResourceLoader(loader));
        // It would bring in all that Spring Boot configures by itself.
        scanner.addExcludeFilter(new AnnotationTypeFilter(SpringBootApplication.class));
        SimpleBeanDefinitionRegistry registry = new SimpleBeanDefinitionRegistry();
        for (BeanDefinition component : scanner.findCandidateComponents(PACKAGE)) {
            String name = AnnotationBeanNameGenerator.INSTANCE.generateBeanName(component, registry);
            types.put(name, component.getBeanClassName());
            methods(component.getBeanClassName());
        }
    }

    private void methods(String type) {
        try {
            AnnotationMetadata metadata = new SimpleMetadataReaderFactory(loader)
                    .getMetadataReader(type)
                    .getAnnotationMetadata();
            if (metadata.isAnnotated(Configuration.class.getName())) {
                metadata.getAnnotatedMethods(Bean.class.getName()).forEach(this::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("A class of the relay cannot be read: " + type, e);
        }
    }

    private void add(MethodMetadata method) {
        String[] names = method.getAnnotations().get(Bean.class).getStringArray("name");
        if (names.length == 0) {
            types.put(method.getMethodName(), method.getReturnTypeName());
        }
        for (String name : names) {
            types.put(name, method.getReturnTypeName());
        }
    }
}
