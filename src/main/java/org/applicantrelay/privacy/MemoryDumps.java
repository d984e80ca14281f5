package org.applicantrelay.privacy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Memory holds applicants and credentials unencrypted: no dump of it is written by itself, whatever the JVM was started with,
 * and none over JMX. Whoever may attach to the process can still ask for one.
 */
public class MemoryDumps implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryDumps.class);

    private static final List<String> OPTIONS =
            List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");

    /**
     * The first dumps the heap; the others record what happens in the process, its environment with all credentials
     * included, and one of them loads agents.
     */
    private static final List<String> OPERATIONS = List.of(
            "com.sun.management:type=HotSpotDiagnostic",
            "com.sun.management:type=DiagnosticCommand",
            "jdk.management.jfr:type=FlightRecorder");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (hotSpot != null) {
            OPTIONS.forEach(option -> switchOff(hotSpot, option));
        }
        OPERATIONS.forEach(MemoryDumps::takeAway);
    }

    private static void switchOff(HotSpotDiagnosticMXBean hotSpot, String option) {
        try {
            if (Boolean.parseBoolean(hotSpot.getVMOption(option).getValue())) {
                hotSpot.setVMOption(option, "false");
                LOG.warn("-XX:+{} is switched off: a dump of memory holds applicants and credentials", option);
            }
        } catch (IllegalArgumentException e) {
            // This JVM has no such option, or lets nobody change it.
            LOG.warn("-XX:-{} cannot be made sure of in this JVM", option);
        }
    }

    private static void takeAway(String name) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName bean = new ObjectName(name);
            if (server.isRegistered(bean)) {
                server.unregisterMBean(bean);
            }
        } catch (JMException e) {
            LOG.warn("{} is still there over JMX: {}", name, e.getClass().getSimpleName());
        }
    }
}
