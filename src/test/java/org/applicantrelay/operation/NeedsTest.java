package org.applicantrelay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.util.ClassUtils;

/** Each of the product's operations says who may call it. */
class NeedsTest {

    @Test
    void everyOperationNamesTheRoleThatItNeeds() {
        List<Method> operations = operations().toList();

        assertThat(operations).isNotEmpty().allMatch(operation -> operation.isAnnotationPresent(Needs.class));
    }

    private static Stream<Method> operations() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ManagedResource.class));
        return scan.findCandidateComponents("org.applicantrelay").stream()
                .map(bean -> ClassUtils.resolveClassName(bean.getBeanClassName(), null))
                .filter(type -> !type.getName().contains("Test"))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(ManagedOperation.class));
    }
}
