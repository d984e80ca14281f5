package org.applicantrelay.worklist;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class WorkListConfiguration {

    @Bean
    MBeanExporter workListExporter(ApplicationWorkList applications, DeadLetterWorkList deadLetters, JobWorkList jobs) {
        return Operations.exporting(Map.of(
                ApplicationWorkList.NAME, applications, DeadLetterWorkList.NAME, deadLetters, JobWorkList.NAME, jobs));
    }
}
