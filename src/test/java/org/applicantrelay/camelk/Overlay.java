package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one folder of {@code camel-k/} brings to a cluster. */
public final class Overlay {

    /** Where all of them lie. */
    public static final Path CAMEL_K = Path.of("camel-k");

    private static final String RELAY = "applicant-relay";

    private final List<ObjectNode> resources;

    private Overlay(List<ObjectNode> resources) {
        this.resources = resources;
    }

    /** Puts it together; throws a {@link ManifestException} that says what cannot be. */
    public static Overlay of(Path folder) {
        return new Overlay(Kustomization.build(folder));
    }

    /** {@code camel-k/overlays/production}. */
    public static Overlay production() {
        return of(CAMEL_K.resolve("overlays/production"));
    }

    List<ObjectNode> resources() {
        return resources;
    }

    List<ObjectNode> ofKind(String kind) {
        return resources.stream()
                .filter(resource -> Manifests.kind(resource).equals(kind))
                .toList();
    }

    Optional<ObjectNode> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(resource -> Manifests.name(resource).equals(name))
                .findFirst();
    }

    /** The data of all ConfigMaps by their names. */
    Map<String, Map<String, String>> data() {
        Map<String, Map<String, String>> data = new TreeMap<>();
        ofKind("ConfigMap").forEach(map -> data.put(Manifests.name(map), Manifests.map(map.path("data"))));
        return data;
    }

    /** The relay's pod, be it the operator's or a Deployment's. */
    public Pod relay() {
        Optional<ObjectNode> integration = find("Integration", RELAY);
        JsonNode owner = integration
                .or(() -> find("Deployment", RELAY))
                .orElseThrow(() -> new ManifestException(RELAY, "is neither an Integration nor a Deployment"));
        JsonNode template = integration.isPresent() ? OperatorPod.of(owner) : owner.at("/spec/template");
        return Pod.of(owner.at("/spec/replicas").asInt(1), template, data());
    }
}
