package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A replica of the relay as an overlay has it: what its container is given, and is asked for.
 *
 * @param replicas how many of them there are
 * @param spec the pod's {@code spec}, as Kubernetes has it
 * @param environment the container's variables
 * @param ports the container's ports by their names
 * @param mounts what is mounted, by where
 */
public record Pod(
        int replicas,
        Map<String, String> labels,
        JsonNode spec,
        Map<String, String> environment,
        Map<String, Integer> ports,
        List<Probe> probes,
        Map<String, Mount> mounts) {

    /** @param kind startup, liveness or readiness */
    public record Probe(String kind, String path, int port) {}

    /**
     * Files or an empty folder.
     *
     * @param kind ConfigMap, Secret, PersistentVolumeClaim or emptyDir
     * @param source the name of such a resource; empty for an emptyDir
     * @param files by their path below the mount; of a Secret without contents
     */
    public record Mount(String kind, String source, Map<String, String> files) {}

    private static final List<String> PROBES = List.of("startup", "liveness", "readiness");

    /**
     * @param template of an Integration, see {@link OperatorPod}, or of a Deployment
     * @param data of the ConfigMaps, by name
     */
    static Pod of(int replicas, JsonNode template, Map<String, Map<String, String>> data) {
        JsonNode spec = template.path("spec");
        JsonNode container = spec.at("/containers/0");
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        Map<String, Integer> ports = new LinkedHashMap<>();
        container
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        return new Pod(
                replicas,
                Manifests.map(template.at("/metadata/labels")),
                spec,
                environment,
                ports,
                probes(container, ports),
                mounts(spec, container, data));
    }

    private static List<Probe> probes(JsonNode container, Map<String, Integer> ports) {
        List<Probe> probes = new ArrayList<>();
        for (String kind : PROBES) {
            JsonNode get = container.at("/" + kind + "Probe/httpGet");
            if (!get.isMissingNode()) {
                JsonNode port = get.path("port");
                probes.add(new Probe(
                        kind,
                        get.path("path").asText(),
                        port.isInt() ? port.asInt() : ports.getOrDefault(port.asText(), 0)));
            }
        }
        return probes;
    }

    private static Map<String, Mount> mounts(JsonNode spec, JsonNode container, Map<String, Map<String, String>> data) {
        Map<String, JsonNode> volumes = new TreeMap<>();
        spec.path("volumes").forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        // The longest first, so that one below another is found before it.
        Map<String, Mount> mounts =
                new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        container.path("volumeMounts").forEach(mount -> {
            JsonNode volume = volumes.get(mount.path("name").asText());
            if (volume == null) {
                throw new ManifestException(
                        mount.path("mountPath").asText(),
                        "there is no volume " + mount.path("name").asText());
            }
            mounts.put(mount.path("mountPath").asText(), mount(volume, data));
        });
        return mounts;
    }

    private static Mount mount(JsonNode volume, Map<String, Map<String, String>> data) {
        if (volume.has("configMap")) {
            String name = volume.at("/configMap/name").asText();
            return new Mount(
                    "ConfigMap", name, files(volume.at("/configMap/items"), data.getOrDefault(name, Map.of())));
        }
        if (volume.has("secret")) {
            return new Mount("Secret", volume.at("/secret/secretName").asText(), Map.of());
        }
        if (volume.has("persistentVolumeClaim")) {
            return new Mount(
                    "PersistentVolumeClaim",
                    volume.at("/persistentVolumeClaim/claimName").asText(),
                    Map.of());
        }
        return new Mount("emptyDir", "", Map.of());
    }

    private static Map<String, String> files(JsonNode items, Map<String, String> data) {
        if (items.isMissingNode()) {
            return data;
        }
        Map<String, String> files = new TreeMap<>();
        items.forEach(item -> {
            String content = data.get(item.path("key").asText());
            if (content != null) {
                files.put(item.path("path").asText(), content);
            }
        });
        return files;
    }

    /**
     * Lays out below {@code root} what is mounted, as Kubernetes would below {@code /}.
     *
     * @param secret the content of the Secret
     * @return the container's variables, all of whose paths lead there; so do those in the files
     */
    public Map<String, String> mountBelow(Path root, Map<String, String> secret) {
        mounts.forEach((path, mount) -> {
            Path folder = Path.of(root + path);
            Map<String, String> files = mount.kind().equals("Secret") ? secret : mount.files();
            try {
                Files.createDirectories(folder);
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path target = folder.resolve(file.getKey());
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, below(root, file.getValue()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Map<String, String> moved = new LinkedHashMap<>();
        environment.forEach((name, value) -> moved.put(name, below(root, value)));
        return moved;
    }

    /** At once, as the root itself may lie below what would be moved; not in the middle of another path, nor in an address. */
    private String below(Path root, String text) {
        String paths = mounts.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w./-])(?:" + paths + ")(?=[/,\\s]|$)")
                .matcher(text)
                .replaceAll(path -> Matcher.quoteReplacement(root + path.group()));
    }
}
