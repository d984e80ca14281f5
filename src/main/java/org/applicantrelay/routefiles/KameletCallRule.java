package org.applicantrelay.routefiles;

import java.util.List;
import java.util.Optional;
import org.applicantrelay.text.Nearest;

/** Each Kamelet that is called is in the folder, and gets the properties that it declares. */
final class KameletCallRule implements Rule {

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints().forEach(endpoint -> endpoint.kamelet().ifPresent(name -> {
            Optional<RouteFile> kamelet = folder.kamelet(name);
            if (kamelet.isPresent()) {
                parameters(endpoint, kamelet.get(), findings);
            } else {
                List<String> names = folder.kamelets().map(RouteFile::name).toList();
                findings.addMissing(
                        endpoint.file(),
                        endpoint.place(),
                        "There is no Kamelet \"" + name + "\" in kamelets/; " + Nearest.hint(name, names));
            }
        }));
    }

    private static void parameters(Endpoint endpoint, RouteFile kamelet, Findings findings) {
        List<String> declared =
                kamelet.properties().fields().stream().map(YamlNode::key).toList();
        for (YamlNode parameter : endpoint.parameters().fields()) {
            if (!declared.contains(parameter.key())) {
                findings.add(
                        endpoint.file(),
                        parameter,
                        "The Kamelet \"" + kamelet.name() + "\" has no property \"" + parameter.key() + "\"; "
                                + Nearest.hint(parameter.key(), declared));
            }
            if (parameter.text().contains("&")) {
                findings.add(
                        endpoint.file(),
                        parameter,
                        "Camel cuts a Kamelet's property at an ampersand; set a variable, and name that here.");
            }
        }
        for (YamlNode required :
                kamelet.root().get("spec", "definition", "required").items()) {
            String name = required.text();
            if (!endpoint.parameters().get(name).exists()
                    && !kamelet.properties().get(name, "default").exists()) {
                findings.add(
                        endpoint.file(),
                        endpoint.place(),
                        "The Kamelet \"" + kamelet.name() + "\" needs the property \"" + name
                                + "\"; add it under parameters.");
            }
        }
    }
}
