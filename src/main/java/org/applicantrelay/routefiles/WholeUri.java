package org.applicantrelay.routefiles;

import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/**
 * An address as Camel puts it together. Kaoto, and Camel's own writer, take one apart: {@code uri: direct} with
 * {@code name: job-map} among its parameters is {@code direct:job-map}.
 *
 * @param address with what belongs behind the component's name, where the parameters hold it
 * @param parameters those that are no part of the address
 */
record WholeUri(String address, YamlNode parameters) {

    private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);

    static WholeUri of(String uri, YamlNode parameters) {
        ComponentModel component = uri.matches("[a-z0-9+-]+") ? CATALOG.componentModel(uri) : null;
        if (component == null) {
            return new WholeUri(uri, parameters);
        }
        Set<String> names = component.getEndpointPathOptions().stream()
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
        Map<String, String> parts = parameters.fields().stream()
                .filter(parameter -> names.contains(parameter.key()) && parameter.isText())
                .collect(Collectors.toMap(
                        YamlNode::key, YamlNode::text, (one, other) -> one, LinkedHashMap<String, String>::new));
        try {
            return parts.isEmpty()
                    ? new WholeUri(uri, parameters)
                    : new WholeUri(CATALOG.asEndpointUri(uri, parts, false), parameters.without(parts.keySet()));
        } catch (URISyntaxException e) {
            return new WholeUri(uri, parameters);
        }
    }
}
