package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The pod template that Camel K's operator makes of a self-managed Integration, as its traits container, environment, mount,
 * health, owner, security-context and pod do it in 2.10.
 */
final class OperatorPod {

    private static final String CONTAINER = "integration";

    private final JsonNode integration;
    private final JsonNode traits;
    private final ObjectNode template = Manifests.object();
    private final ObjectNode spec = template.putObject("spec");
    private final ObjectNode container = spec.putArray("containers").addObject();

    private OperatorPod(JsonNode integration) {
        this.integration = integration;
        traits = integration.at("/spec/traits");
    }

    /** With {@code metadata.labels} and {@code spec}, as a Deployment has it. */
    static ObjectNode of(JsonNode integration) {
        OperatorPod pod = new OperatorPod(integration);
        pod.label();
        pod.secure();
        pod.contain();
        pod.mount();
        pod.probe();
        Patches.merge(pod.spec, Manifests.object().setAll(objectOr(integration.at("/spec/template/spec"))));
        return pod.template;
    }

    private static ObjectNode objectOr(JsonNode node) {
        return node instanceof ObjectNode object ? object : Manifests.object();
    }

    private void label() {
        ObjectNode labels = template.putObject("metadata").putObject("labels");
        labels.put("camel.apache.org/integration", Manifests.name(integration));
        Map<String, String> own = Manifests.map(integration.at("/metadata/labels"));
        Manifests.texts(traits.at("/owner/targetLabels")).stream()
                .filter(own::containsKey)
                .forEach(label -> labels.put(label, own.get(label)));
    }

    private void secure() {
        JsonNode pod = traits.path("security-context");
        ObjectNode context = spec.putObject("securityContext");
        context.put("runAsUser", pod.path("runAsUser").asLong(1000));
        context.put("runAsNonRoot", pod.path("runAsNonRoot").asBoolean(true));
        context.putObject("seccompProfile")
                .put("type", pod.path("seccompProfileType").asText("RuntimeDefault"));
        JsonNode said = traits.path("container");
        ObjectNode own = container.putObject("securityContext");
        own.put("runAsNonRoot", said.path("runAsNonRoot").asBoolean(false));
        own.put(
                "allowPrivilegeEscalation",
                said.path("allowPrivilegeEscalation").asBoolean(false));
        own.putObject("capabilities")
                .set(
                        "drop",
                        said.has("capabilitiesDrop")
                                ? said.get("capabilitiesDrop")
                                : own.arrayNode().add("ALL"));
        if (said.has("runAsUser")) {
            own.set("runAsUser", said.get("runAsUser"));
        }
    }

    private void contain() {
        JsonNode said = traits.path("container");
        container.put("name", said.path("name").asText(CONTAINER));
        container.set("image", said.path("image"));
        ArrayNode ports = container.putArray("ports");
        for (String port : Manifests.texts(said.path("ports"))) {
            String[] parts = port.split(";");
            ports.addObject().put("name", parts[0]).put("containerPort", Integer.parseInt(parts[1]));
        }
        if (said.path("expose").asBoolean()) {
            ports.addObject()
                    .put("name", said.path("portName").asText("http"))
                    .put("containerPort", said.path("port").asInt(8080));
        }
        ArrayNode variables = container.putArray("env");
        for (String variable : Manifests.texts(traits.at("/environment/vars"))) {
            String[] parts = variable.split("=", 2);
            variables.addObject().put("name", parts[0]).put("value", parts[1]);
        }
        ObjectNode resources = container.putObject("resources");
        resources
                .putObject("requests")
                .put("cpu", said.path("requestCPU").asText("125m"))
                .put("memory", said.path("requestMemory").asText("128Mi"));
        resources
                .putObject("limits")
                .put("cpu", said.path("limitCPU").asText("500m"))
                .put("memory", said.path("limitMemory").asText("512Mi"));
    }

    /** {@code configmap:name@/path}, {@code secret:name@/path}, {@code claim:/path}, {@code name:/path:size}. */
    private void mount() {
        for (String resource : Manifests.texts(traits.at("/mount/resources"))) {
            String[] parts = resource.split("[:@]");
            ObjectNode volume = volume(parts[1], parts[2]);
            if (parts[0].equals("secret")) {
                volume.putObject("secret").put("secretName", parts[1]);
            } else {
                volume.putObject("configMap").put("name", parts[1]);
            }
        }
        for (String claim : Manifests.texts(traits.at("/mount/volumes"))) {
            String[] parts = claim.split(":");
            volume(parts[0], parts[1]).putObject("persistentVolumeClaim").put("claimName", parts[0]);
        }
        for (String empty : Manifests.texts(traits.at("/mount/emptyDirs"))) {
            String[] parts = empty.split(":");
            volume(parts[0], parts[1]).putObject("emptyDir").put("sizeLimit", parts.length > 2 ? parts[2] : "500Mi");
        }
    }

    private ObjectNode volume(String name, String path) {
        container.withArray("/volumeMounts").addObject().put("name", name).put("mountPath", path);
        return spec.withArray("/volumes").addObject().put("name", name);
    }

    private void probe() {
        JsonNode health = traits.path("health");
        if (health.path("enabled").asBoolean()) {
            probe(health, "startup", false);
            probe(health, "liveness", false);
            probe(health, "readiness", true);
        }
    }

    private void probe(JsonNode health, String kind, boolean enabled) {
        if (health.path(kind + "ProbeEnabled").asBoolean(enabled)) {
            ObjectNode probe = container.putObject(kind + "Probe");
            probe.putObject("httpGet")
                    .put("path", health.path(kind + "Probe").asText())
                    .put("port", health.path(kind + "Port").asInt(8080));
            probe.set("periodSeconds", health.path(kind + "Period"));
            probe.set("failureThreshold", health.path(kind + "FailureThreshold"));
        }
    }
}
