package org.applicantrelay.erasure;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

    @Bean
    MBeanExporter erasureExporter(ErasureOperations erasure, ErasureRecordOperations records) {
        return Operations.exporting(Map.of(ErasureOperations.NAME, erasure, ErasureRecordOperations.NAME, records));
    }
}
