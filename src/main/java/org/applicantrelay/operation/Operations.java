package org.applicantrelay.operation;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/**
 * Exports beans for operators, one by one. {@code spring.jmx.enabled} would look for all that might be exported, and find
 * the database's pool, whose password can be set through it.
 */
public final class Operations {

    private Operations() {}

    /** @param beans annotated ones, by object name */
    public static MBeanExporter exporting(Map<String, Object> beans) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setServer(ManagementFactory.getPlatformMBeanServer());
        exporter.setAssembler(new MetadataMBeanInfoAssembler(new AnnotationJmxAttributeSource()));
        // Replicas in one process have one name, and the last has it.
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(beans);
        return exporter;
    }
}
