package org.applicantrelay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The role that stands on an operation is told by its MBean. */
class OperationsTest {

    private static final String NAME = "org.applicantrelay.test:type=Door";

    private final MBeanExporter exporter = Operations.exporting(Map.of(NAME, new Door()));

    @BeforeEach
    void export() {
        exporter.afterPropertiesSet();
        exporter.afterSingletonsInstantiated();
    }

    @AfterEach
    void withdraw() {
        exporter.destroy();
    }

    @Test
    void anOperationTellsItsRole() throws Exception {
        assertThat(Operations.needs(of(info().getOperations(), "open"))).contains(Role.OPERATOR);
        assertThat(Operations.needs(of(info().getOperations(), "knock"))).isEmpty();
    }

    @Test
    void anAttributeTellsItsRole() throws Exception {
        assertThat(Operations.needs(of(info().getAttributes(), "Key"))).contains(Role.ADMIN);
        assertThat(Operations.needs(of(info().getAttributes(), "Colour"))).isEmpty();
    }

    /** Its getter is an operation as well, and needs to be no way around the attribute. */
    @Test
    void aGetterIsNoOperationForAnybody() throws Exception {
        assertThat(Operations.needs(of(info().getOperations(), "getKey"))).isEmpty();
    }

    private static MBeanInfo info() throws Exception {
        return ManagementFactory.getPlatformMBeanServer().getMBeanInfo(new ObjectName(NAME));
    }

    private static <T extends MBeanFeatureInfo> T of(T[] features, String name) {
        return Arrays.stream(features)
                .filter(feature -> feature.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ManagedResource(objectName = NAME)
    public static class Door {

        @ManagedOperation
        @Needs(Role.OPERATOR)
        public void open() {}

        @ManagedOperation
        public void knock() {}

        @ManagedAttribute
        @Needs(Role.ADMIN)
        public String getKey() {
            return "";
        }

        @ManagedAttribute
        public String getColour() {
            return "";
        }
    }
}
