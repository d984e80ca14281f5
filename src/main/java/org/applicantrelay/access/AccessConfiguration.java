package org.applicantrelay.access;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    MBeanExporter accessExporter(Access access) {
        return Operations.exporting(Map.of(Access.NAME, access));
    }
}
