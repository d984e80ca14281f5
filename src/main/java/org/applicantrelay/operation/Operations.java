package org.applicantrelay.operation;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import javax.management.Descriptor;
import javax.management.DescriptorRead;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.AnnotationJmxAttributeSource;
import org.springframework.jmx.export.assembler.MetadataMBeanInfoAssembler;
import org.springframework.jmx.support.RegistrationPolicy;

/**
 * Exports beans for operators, one by one. {@code spring.jmx.enabled} would look for all that might be exported, and find
 * the database's pool, whose password can be set through it.
 */
public final class Operations {

    /** The field of an operation's or attribute's descriptor that names the role which it needs. */
    private static final String NEEDS = "needs";

    private Operations() {}

    /** @param beans annotated ones, by object name */
    public static MBeanExporter exporting(Map<String, Object> beans) {
        MBeanExporter exporter = new MBeanExporter();
        exporter.setServer(ManagementFactory.getPlatformMBeanServer());
        exporter.setAssembler(new Assembler());
        // Replicas in one process have one name, and the last has it.
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(beans);
        return exporter;
    }

    /**
     * What {@link Needs} says of it.
     *
     * @param feature an operation or attribute, as the MBean server describes it
     * @return empty where nothing is said
     */
    public static Optional<Role> needs(DescriptorRead feature) {
        return Optional.ofNullable(feature.getDescriptor().getFieldValue(NEEDS))
                .flatMap(role -> Role.of(role.toString()));
    }

    /** Spring's own, and {@link Needs}. */
    private static final class Assembler extends MetadataMBeanInfoAssembler {

        private Assembler() {
            super(new AnnotationJmxAttributeSource());
        }

        @Override
        protected void populateOperationDescriptor(Descriptor descriptor, Method method, String beanKey) {
            super.populateOperationDescriptor(descriptor, method, beanKey);
            say(descriptor, method);
        }

        @Override
        protected void populateAttributeDescriptor(
                Descriptor descriptor, Method getter, Method setter, String beanKey) {
            super.populateAttributeDescriptor(descriptor, getter, setter, beanKey);
            if (getter != null) {
                say(descriptor, getter);
            }
        }

        private static void say(Descriptor descriptor, Method method) {
            Needs needs = AnnotatedElementUtils.findMergedAnnotation(method, Needs.class);
            if (needs != null) {
                descriptor.setField(NEEDS, needs.value().name());
            }
        }
    }
}
