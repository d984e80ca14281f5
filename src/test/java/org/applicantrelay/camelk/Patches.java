package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Lays one resource over another as Kubernetes does: lists of its own types are merged by a key, those of custom resources are
 * replaced; null removes a field.
 */
final class Patches {

    /** As the API's types have them in {@code patchMergeKey}; those that occur here. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "topologySpreadConstraints", "topologyKey");

    private Patches() {}

    /** A strategic merge. */
    static void merge(ObjectNode target, ObjectNode patch) {
        lay(target, patch, true);
    }

    /** What is left of it for a custom resource, of whose lists nobody knows the keys. */
    static void replace(ObjectNode target, ObjectNode patch) {
        lay(target, patch, false);
    }

    private static void lay(ObjectNode target, ObjectNode patch, boolean lists) {
        patch.fields().forEachRemaining(field -> {
            JsonNode there = target.get(field.getKey());
            JsonNode value = field.getValue();
            String key = MERGE_KEYS.get(field.getKey());
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (there instanceof ObjectNode inner && value instanceof ObjectNode laid) {
                lay(inner, laid, lists);
            } else if (lists && key != null && there instanceof ArrayNode inner && value instanceof ArrayNode laid) {
                laid.forEach(element -> layElement(inner, (ObjectNode) element, key));
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        });
    }

    private static void layElement(ArrayNode list, ObjectNode element, String key) {
        for (JsonNode there : list) {
            if (there.path(key).equals(element.path(key))) {
                lay((ObjectNode) there, element, true);
                return;
            }
        }
        list.add(element.deepCopy());
    }
}
