package org.applicantrelay.intake;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    MBeanExporter heldMailsExporter(HeldMails heldMails) {
        return Operations.exporting(Map.of(HeldMails.NAME, heldMails));
    }
}
