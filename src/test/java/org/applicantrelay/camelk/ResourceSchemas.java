package org.applicantrelay.camelk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * The schemas of all kinds of resources, read so strictly that a field which nobody knows is a finding: a cluster would drop
 * it without a word. Not thread-safe.
 */
final class ResourceSchemas {

    /** Where a schema of Camel K's is, and in which of the jars that have such a file. */
    private record Definition(String file, String jar) {}

    private static final Map<String, Definition> OF_CAMEL_K = Map.of(
            "Integration", new Definition("camel.apache.org_integrations.yaml", "camel-k-crds"),
            "Pipe", new Definition("camel.apache.org_pipes.yaml", "camel-k-crds"),
            "Kamelet", new Definition("camel.apache.org_kamelets.yaml", "camel-kamelets-crds"));

    private static final Map<String, Class<? extends HasMetadata>> OF_KUBERNETES = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

    /**
     * By kind and field: what Camel K has had since 2.8 (ports) and 2.9 (ports of probes, traits of a Pipe), newer
     * than the newest schema that is published as a jar; and an action of Kubernetes 1.30.
     */
    static final Set<String> NEWER = Set.of(
            "Integration/spec/traits/container/ports",
            "Integration/spec/traits/health/startupPort",
            "Integration/spec/traits/health/livenessPort",
            "Integration/spec/traits/health/readinessPort",
            "Integration/spec/template/spec/containers/0/lifecycle/preStop/sleep",
            "Pipe/spec/traits");

    private static final List<String> OF_KUBERNETES_ALONE = List.of(
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type");

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                // The model keeps what it does not know.
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return Boolean.FALSE;
                }
            })
            .build();

    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final Set<String> newerInUse = new TreeSet<>();

    /** What is wrong with a resource by itself; empty where nothing is. */
    List<String> findings(ObjectNode resource) {
        String apiVersion = resource.path("apiVersion").asText();
        String kind = Manifests.kind(resource);
        if (apiVersion.equals("camel.apache.org/v1") && OF_CAMEL_K.containsKey(kind)) {
            return ofCamelK(resource, kind);
        }
        Class<? extends HasMetadata> model = OF_KUBERNETES.get(apiVersion + " " + kind);
        if (model == null) {
            return List.of("no schema is known for " + apiVersion + " " + kind);
        }
        return read(resource, model);
    }

    /** Which of {@link #NEWER} the resources so far have had. */
    Set<String> newerInUse() {
        return newerInUse;
    }

    private static List<String> read(JsonNode node, Class<?> model) {
        try {
            STRICT.treeToValue(node, model);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(e.getOriginalMessage());
        }
    }

    private List<String> ofCamelK(ObjectNode resource, String kind) {
        List<String> findings = new ArrayList<>(read(resource.path("metadata"), ObjectMeta.class));
        ObjectNode known = resource.deepCopy();
        known.remove("metadata");
        for (String field : NEWER) {
            int at = field.lastIndexOf('/');
            if (field.startsWith(kind + "/")
                    && known.at(field.substring(kind.length(), at)) instanceof ObjectNode parent
                    && parent.remove(field.substring(at + 1)) != null) {
                newerInUse.add(field);
            }
        }
        schemas.computeIfAbsent(kind, ResourceSchemas::schema)
                .validate(known)
                .forEach(message -> findings.add(message.toString()));
        return findings;
    }

    private static JsonSchema schema(String kind) {
        Definition definition = OF_CAMEL_K.get(kind);
        try {
            URL url = Collections.list(ResourceSchemas.class.getClassLoader().getResources(definition.file())).stream()
                    .filter(place -> place.toString().contains("/" + definition.jar() + "-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + definition));
            try (InputStream yaml = url.openStream()) {
                JsonNode schema = STRICT.<JsonNode>valueToTree(new Yaml().load(yaml))
                        .at("/spec/versions/0/schema/openAPIV3Schema");
                close(schema);
                ((ObjectNode) schema.path("properties")).remove("metadata");
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A structural schema says what is kept, not what is refused. */
    private static void close(JsonNode part) {
        if (!(part instanceof ObjectNode schema)) {
            return;
        }
        boolean preserved = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        // The validator would warn of each word that it does not know.
        schema.remove(OF_KUBERNETES_ALONE);
        JsonNode properties = schema.path("properties");
        if (properties.isObject() && !schema.has("additionalProperties") && !preserved) {
            schema.put("additionalProperties", false);
        }
        properties.forEach(ResourceSchemas::close);
        close(schema.path("items"));
        close(schema.path("additionalProperties"));
    }
}
