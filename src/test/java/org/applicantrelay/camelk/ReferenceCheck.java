package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what the resources of an overlay say of each other is so. */
final class ReferenceCheck {

    private static final Pattern DATABASE_HOST = Pattern.compile("jdbc:postgresql://([^/:?]+)");

    private final Overlay overlay;
    private final Map<String, ObjectNode> secrets;
    private final Map<String, JsonNode> templates = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    /** @param secrets the examples of Secrets, by name */
    ReferenceCheck(Overlay overlay, Map<String, ObjectNode> secrets) {
        this.overlay = overlay;
        this.secrets = secrets;
        for (ObjectNode resource : overlay.resources()) {
            if (Set.of("Deployment", "StatefulSet").contains(Manifests.kind(resource))) {
                templates.put(Manifests.title(resource), resource.at("/spec/template"));
            } else if (Manifests.kind(resource).equals("Integration")) {
                templates.put(Manifests.title(resource), OperatorPod.of(resource));
            }
        }
    }

    List<String> findings() {
        templates.forEach(this::checkPod);
        overlay.ofKind("ConfigMap").forEach(this::checkMounted);
        overlay.ofKind("Service").forEach(this::checkService);
        overlay.ofKind("Deployment").forEach(this::checkOwnPods);
        overlay.ofKind("StatefulSet").forEach(this::checkOwnPods);
        overlay.ofKind("PodDisruptionBudget")
                .forEach(budget -> selected(budget, budget.at("/spec/selector/matchLabels")));
        overlay.ofKind("NetworkPolicy").forEach(this::checkPolicy);
        overlay.ofKind("ServiceMonitor").forEach(this::checkMonitor);
        overlay.ofKind("Ingress").forEach(this::checkIngress);
        overlay.ofKind("Pipe").forEach(this::checkPipe);
        overlay.ofKind("Secret").forEach(secret -> say(secret, "a Secret is never part of what is applied"));
        overlay.data().values().forEach(data -> data.values().forEach(this::checkDatabase));
        return findings;
    }

    private void say(JsonNode resource, String finding) {
        findings.add(Manifests.title(resource) + ": " + finding);
    }

    private void checkPod(String title, JsonNode template) {
        Set<String> volumes = new HashSet<>();
        for (JsonNode volume : template.at("/spec/volumes")) {
            volumes.add(volume.path("name").asText());
            checkVolume(title, volume);
        }
        for (ObjectNode owner : overlay.ofKind("StatefulSet")) {
            owner.at("/spec/volumeClaimTemplates").forEach(claim -> volumes.add(Manifests.name(claim)));
        }
        for (JsonNode container : template.at("/spec/containers")) {
            Manifests.each(container.path("volumeMounts"))
                    .map(mount -> mount.path("name").asText())
                    .filter(name -> !volumes.contains(name))
                    .forEach(name -> findings.add(title + ": there is no volume " + name));
            Manifests.each(container.path("env"))
                    .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                    .filter(key -> !key.isMissingNode())
                    .filter(key -> !secret(key.path("name").asText())
                            .filter(data -> data.has(key.path("key").asText()))
                            .isPresent())
                    .forEach(key -> findings.add(title + ": no example of a Secret has " + key));
        }
    }

    private Optional<JsonNode> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(example -> example.path("stringData"));
    }

    private void checkVolume(String title, JsonNode volume) {
        String map = volume.at("/configMap/name").asText();
        String secret = volume.at("/secret/secretName").asText();
        String claim = volume.at("/persistentVolumeClaim/claimName").asText();
        Map<String, String> data = overlay.data().get(map);
        if (!map.isEmpty() && data == null) {
            findings.add(title + ": there is no ConfigMap " + map);
        } else if (!map.isEmpty()) {
            Manifests.each(volume.at("/configMap/items"))
                    .map(item -> item.path("key").asText())
                    .filter(key -> !data.containsKey(key))
                    .forEach(key -> findings.add(title + ": the ConfigMap " + map + " has no " + key));
        }
        if (!secret.isEmpty() && secret(secret).isEmpty()) {
            findings.add(title + ": there is no example of the Secret " + secret);
        }
        if (!claim.isEmpty() && overlay.find("PersistentVolumeClaim", claim).isEmpty()) {
            findings.add(title + ": there is no PersistentVolumeClaim " + claim);
        }
    }

    /** What is in a ConfigMap is meant for somebody. */
    private void checkMounted(ObjectNode map) {
        List<JsonNode> volumes = templates.values().stream()
                .flatMap(template -> Manifests.each(template.at("/spec/volumes")))
                .map(volume -> volume.path("configMap"))
                .filter(volume -> volume.path("name").asText().equals(Manifests.name(map)))
                .toList();
        if (volumes.isEmpty()) {
            say(map, "nobody mounts it");
        }
        for (JsonNode volume : volumes) {
            Set<String> keys = new HashSet<>();
            volume.path("items").forEach(item -> keys.add(item.path("key").asText()));
            Manifests.map(map.path("data")).keySet().stream()
                    .filter(key -> volume.has("items") && !keys.contains(key))
                    .forEach(key -> say(map, key + " is in no items, so it is not mounted"));
        }
    }

    /** The pods that a selector finds; a finding where there are none. */
    private List<JsonNode> selected(JsonNode resource, JsonNode selector) {
        List<JsonNode> pods = templates.values().stream()
                .filter(template ->
                        Manifests.selects(Manifests.map(selector), Manifests.map(template.at("/metadata/labels"))))
                .toList();
        if (pods.isEmpty()) {
            say(resource, "no pod has the labels " + selector);
        }
        return pods;
    }

    private void checkOwnPods(ObjectNode owner) {
        selected(owner, owner.at("/spec/selector/matchLabels"));
    }

    /** @param port its name or its number */
    private static boolean hasPort(JsonNode pod, JsonNode port) {
        return Manifests.each(pod.at("/spec/containers"))
                .flatMap(container -> Manifests.each(container.path("ports")))
                .anyMatch(there -> port.equals(there.path(port.isTextual() ? "name" : "containerPort")));
    }

    private void checkService(ObjectNode service) {
        for (JsonNode pod : selected(service, service.at("/spec/selector"))) {
            Manifests.each(service.at("/spec/ports"))
                    .map(port -> port.has("targetPort") ? port.get("targetPort") : port.get("port"))
                    .filter(port -> !hasPort(pod, port))
                    .forEach(port -> say(service, "the pod has no port " + port));
        }
    }

    private void checkPolicy(ObjectNode policy) {
        for (JsonNode pod : selected(policy, policy.at("/spec/podSelector/matchLabels"))) {
            Manifests.each(policy.at("/spec/ingress"))
                    .flatMap(rule -> Manifests.each(rule.path("ports")))
                    .map(port -> port.path("port"))
                    .filter(port -> !hasPort(pod, port))
                    .forEach(port -> say(policy, "the pod has no port " + port));
        }
    }

    private Optional<JsonNode> servicePort(JsonNode service, String port) {
        return Manifests.each(service.at("/spec/ports"))
                .filter(there -> there.path("name").asText().equals(port))
                .findFirst();
    }

    private void checkMonitor(ObjectNode monitor) {
        List<ObjectNode> services = overlay.ofKind("Service").stream()
                .filter(service -> Manifests.selects(
                        Manifests.map(monitor.at("/spec/selector/matchLabels")),
                        Manifests.map(service.at("/metadata/labels"))))
                .toList();
        if (services.isEmpty()) {
            say(monitor, "no Service has its labels");
        }
        for (JsonNode endpoint : monitor.at("/spec/endpoints")) {
            String port = endpoint.path("port").asText();
            services.stream()
                    .filter(service -> servicePort(service, port).isEmpty())
                    .forEach(service -> say(monitor, "the Service has no port " + port));
        }
    }

    private void checkIngress(ObjectNode ingress) {
        Manifests.each(ingress.at("/spec/rules"))
                .flatMap(rule -> Manifests.each(rule.at("/http/paths")))
                .map(path -> path.at("/backend/service"))
                .filter(backend -> overlay.find("Service", backend.path("name").asText())
                        .flatMap(service ->
                                servicePort(service, backend.at("/port/name").asText()))
                        .isEmpty())
                .forEach(backend -> say(ingress, "there is no Service and port " + backend));
    }

    /** A name without a point is a Service's. */
    private void checkDatabase(String setting) {
        Matcher host = DATABASE_HOST.matcher(setting);
        if (host.find()
                && !host.group(1).contains(".")
                && overlay.find("Service", host.group(1)).isEmpty()) {
            findings.add("there is no Service " + host.group(1) + " for " + setting);
        }
    }

    private void checkPipe(ObjectNode pipe) {
        Stream.of("/spec/source", "/spec/sink")
                .map(pipe::at)
                .filter(end -> end.has("ref"))
                .forEach(end -> checkKamelet(pipe, end));
        Manifests.texts(pipe.at("/spec/traits/mount/configs")).stream()
                .filter(config -> secret(config.replaceFirst("^secret:", "")).isEmpty())
                .forEach(config -> say(pipe, "there is no example of " + config));
    }

    private void checkKamelet(ObjectNode pipe, JsonNode end) {
        String name = end.at("/ref/name").asText();
        Optional<ObjectNode> kamelet = overlay.find(end.at("/ref/kind").asText(), name);
        if (kamelet.isEmpty()) {
            say(pipe, "there is no Kamelet " + name);
            return;
        }
        JsonNode definition = kamelet.get().at("/spec/definition");
        Map<String, String> given = Manifests.map(end.path("properties"));
        given.keySet().stream()
                .filter(property -> !definition.path("properties").has(property))
                .forEach(property -> say(pipe, name + " has no property " + property));
        Manifests.texts(definition.path("required")).stream()
                .filter(property -> !given.containsKey(property))
                .forEach(property -> say(pipe, name + " needs the property " + property));
    }
}
