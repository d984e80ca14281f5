package org.applicantrelay.flow;

import java.util.Map;
import org.applicantrelay.operation.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jmx.export.MBeanExporter;

@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

    @Bean
    MBeanExporter flowExporter(
            SourceControl sources,
            DeliveryControl deliveries,
            PartnerControl partners,
            PreviewControl preview,
            RouteFileControl routeFiles) {
        return Operations.exporting(Map.of(
                SourceControl.NAME, sources,
                DeliveryControl.NAME, deliveries,
                PartnerControl.NAME, partners,
                PreviewControl.NAME, preview,
                RouteFileControl.NAME, routeFiles));
    }
}
