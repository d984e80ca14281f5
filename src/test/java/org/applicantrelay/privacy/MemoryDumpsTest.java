package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class MemoryDumpsTest {

    private static final HotSpotDiagnosticMXBean HOT_SPOT =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    @Test
    void whatTheJvmWasStartedWithIsSwitchedOffAndSaid(CapturedOutput output) {
        HOT_SPOT.setVMOption("HeapDumpOnOutOfMemoryError", "true");

        new MemoryDumps().initialize(new GenericApplicationContext());

        for (String option :
                new String[] {"HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC"}) {
            assertThat(HOT_SPOT.getVMOption(option).getValue()).as(option).isEqualTo("false");
        }
        assertThat(output.getAll().lines())
                .filteredOn(line -> line.contains("HeapDump"))
                .singleElement()
                .asString()
                .contains("-XX:+HeapDumpOnOutOfMemoryError is switched off");
    }

    @Test
    void noneIsToBeHadOverJmx() throws Exception {
        new MemoryDumps().initialize(new GenericApplicationContext());
        new MemoryDumps().initialize(new GenericApplicationContext());

        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("com.sun.management:*"), null))
                .isEmpty();
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("jdk.management.jfr:*"), null))
                .isEmpty();
    }
}
