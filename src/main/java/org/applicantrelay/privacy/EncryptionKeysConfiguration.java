package org.applicantrelay.privacy;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class EncryptionKeysConfiguration {

    @Bean
    MBeanExporter encryptionKeysExporter(SealingKeys keys) {
        return Operations.exporting(Map.of(SealingKeys.NAME, keys));
    }
}
