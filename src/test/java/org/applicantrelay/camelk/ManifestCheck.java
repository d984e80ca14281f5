package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Checks a folder like {@code camel-k/} as a whole. Holds the schemas once they are read; not thread-safe. */
final class ManifestCheck {

    private static final String EXAMPLE = ".example.yaml";

    private final ResourceSchemas schemas = new ResourceSchemas();
    private final RelaySettings settings = new RelaySettings();

    /** All findings, each with the folder that is applied; empty where nothing was found. */
    List<String> findings(Path camelK) {
        List<String> findings = new ArrayList<>();
        Map<String, ObjectNode> secrets = new TreeMap<>();
        for (Path file : files(camelK, EXAMPLE)) {
            Manifests.read(file).forEach(secret -> {
                findings.addAll(schemas.findings(secret));
                checkExample(file, secret, findings);
                secrets.put(Manifests.name(secret), secret);
            });
        }
        for (Path folder : applied(camelK)) {
            try {
                check(Overlay.of(folder), secrets).stream()
                        .map(finding -> camelK.relativize(folder) + ": " + finding)
                        .forEach(findings::add);
            } catch (ManifestException e) {
                findings.add(e.getMessage());
            }
        }
        return findings;
    }

    /** Which fields the resources have had that are newer than the schemas. */
    Set<String> newerInUse() {
        return schemas.newerInUse();
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders that no other one includes. */
    static List<Path> applied(Path camelK) {
        Set<Path> folders = new TreeSet<>();
        Set<Path> included = new TreeSet<>();
        for (Path file : files(camelK, "kustomization.yaml")) {
            folders.add(file.getParent());
            Manifests.read(file).forEach(kustomization -> Manifests.texts(kustomization.path("resources"))
                    .forEach(resource ->
                            included.add(file.getParent().resolve(resource).normalize())));
        }
        folders.removeAll(included);
        return List.copyOf(folders);
    }

    /** Of a Secret's example nobody takes a value for a real one. */
    private static void checkExample(Path file, JsonNode secret, List<String> findings) {
        Manifests.map(secret.path("stringData")).forEach((key, value) -> {
            if (!value.contains("<") || secret.has("data")) {
                findings.add(file + ": " + key + " has a value, and no <placeholder>");
            }
        });
    }

    private List<String> check(Overlay overlay, Map<String, ObjectNode> secrets) {
        List<String> findings = new ArrayList<>();
        for (ObjectNode resource : overlay.resources()) {
            schemas.findings(resource).stream()
                    .map(finding -> Manifests.title(resource) + ": " + finding)
                    .forEach(findings::add);
        }
        if (!findings.isEmpty()) {
            // What is not even a resource is not worth a second look.
            return findings;
        }
        findings.addAll(new ReferenceCheck(overlay, secrets).findings());
        if (!overlay.ofKind("Service").isEmpty()) {
            Pod pod = overlay.relay();
            Map<String, String> secret = pod.mounts().values().stream()
                    .filter(mount -> mount.kind().equals("Secret"))
                    .map(Pod.Mount::source)
                    .filter(secrets::containsKey)
                    .map(secrets::get)
                    .findFirst()
                    .map(example -> Manifests.map(example.path("stringData")))
                    .orElse(Map.of());
            findings.addAll(new RelayCheck(settings, pod, secret).findings());
            checkWays(overlay, pod, findings);
        }
        return findings;
    }

    /** Where others than Kubernetes ask the relay. */
    private void checkWays(Overlay overlay, Pod pod, List<String> findings) {
        Map<String, String> files = new TreeMap<>();
        overlay.data().values().forEach(files::putAll);
        Environment environment = settings.with(pod.environment(), files);
        String metrics = environment.getProperty("management.endpoints.web.base-path") + "/"
                + environment.getProperty("management.endpoints.web.path-mapping.prometheus");
        overlay.ofKind("ServiceMonitor").stream()
                .flatMap(monitor -> Manifests.each(monitor.at("/spec/endpoints")))
                .filter(endpoint -> !endpoint.path("path").asText().equals(metrics)
                        || !endpoint.path("port").asText().equals("management"))
                .forEach(endpoint -> findings.add("the metrics are at " + metrics + ", not " + endpoint));
        String webhook = environment.getProperty("relay.idibu.webhook.public-url", "");
        for (JsonNode ingress : overlay.ofKind("Ingress")) {
            for (JsonNode rule : ingress.at("/spec/rules")) {
                for (JsonNode path : rule.at("/http/paths")) {
                    String address = "https://" + rule.path("host").asText()
                            + path.path("path").asText();
                    if (!address.equals(webhook) || !address.endsWith("/webhooks/idibu")) {
                        findings.add("idibu is told " + webhook + ", and the Ingress leads from " + address);
                    }
                }
            }
        }
    }
}
