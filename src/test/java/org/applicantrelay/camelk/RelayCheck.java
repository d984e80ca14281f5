package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Whether the relay finds in its pod what it needs, and answers where it is asked. */
final class RelayCheck {

    private static final Pattern BY_DIGEST = Pattern.compile("[a-z0-9.:/-]+/applicant-relay@sha256:[0-9a-f]{64}");
    private static final String TREE = "configtree:";
    private static final String HEALTH = "management.endpoint.health.group.";

    private final RelaySettings settings;
    private final Pod pod;
    private final Map<String, String> secret;
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    /** @param secret the keys of the Secret, with whatever the example has in place of values */
    RelayCheck(RelaySettings settings, Pod pod, Map<String, String> secret) {
        this.settings = settings;
        this.pod = pod;
        this.secret = secret;
    }

    List<String> findings() {
        checkVariables();
        checkFiles();
        Environment environment = settings.with(pod.environment(), files);
        checkPorts(environment);
        checkProbes(environment);
        checkPaths(environment);
        checkStop(environment);
        checkSecurity();
        if (pod.replicas() > 1
                && !environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            findings.add(pod.replicas() + " replicas need one PostgreSQL in spring.datasource.url");
        }
        return findings;
    }

    private void checkVariables() {
        pod.environment().keySet().forEach(variable -> {
            if (!settings.isVariable(variable)) {
                findings.add("the relay does not know the variable " + variable);
            } else if (settings.isSecretVariable(variable)) {
                findings.add("the credential " + variable + " is written down");
            }
        });
    }

    /** Of each folder of settings that the relay is told to read. */
    private void checkFiles() {
        List<String> trees = Stream.of(pod.environment()
                        .getOrDefault("SPRING_CONFIG_IMPORT", "")
                        .split(","))
                .map(tree -> tree.replaceAll("^" + TREE + "|/$", ""))
                .toList();
        for (String tree : trees) {
            Pod.Mount mount = pod.mounts().get(tree);
            if (mount == null) {
                findings.add("SPRING_CONFIG_IMPORT reads " + tree + ", where nothing is mounted");
            } else if (mount.kind().equals("Secret")) {
                secret.keySet().stream()
                        .filter(key -> !settings.isSetting(key))
                        .forEach(key -> findings.add("the relay does not know the setting " + key + " of the Secret"));
                files.putAll(secret);
            } else {
                mount.files().forEach(this::checkSetting);
                files.putAll(mount.files());
            }
        }
        pod.mounts().forEach((path, mount) -> {
            boolean read = trees.contains(path) || path.equals(pod.environment().get("RELAY_ROUTES"));
            if (Set.of("ConfigMap", "Secret").contains(mount.kind()) && !read) {
                findings.add("nothing reads " + path);
            }
        });
    }

    private void checkSetting(String key, String value) {
        if (!settings.isSetting(key)) {
            findings.add("the relay does not know the setting " + key);
        } else if (settings.isSecret(key) || value.contains("password=")) {
            findings.add("the credential in " + key + " is written down");
        }
    }

    private void checkPorts(Environment environment) {
        checkPort("webhook", environment.getProperty("server.port", Integer.class));
        checkPort("management", environment.getProperty("management.server.port", Integer.class));
    }

    private void checkPort(String name, int served) {
        Integer port = pod.ports().get(name);
        if (port == null || port != served) {
            findings.add("the port " + name + " is " + port + ", and the relay serves " + served);
        }
    }

    private void checkProbes(Environment environment) {
        checkProbe(environment, "startup", "livenessState");
        checkProbe(environment, "liveness", "livenessState");
        checkProbe(environment, "readiness", "readinessState");
    }

    private void checkProbe(Environment environment, String kind, String indicator) {
        String group = Stream.of("live", "ready")
                .filter(name ->
                        environment.getProperty(HEALTH + name + ".include", "").contains(indicator))
                .findFirst()
                .orElseThrow();
        String path = environment.getProperty("management.endpoints.web.base-path") + "/health/" + group;
        int port = environment.getProperty("management.server.port", Integer.class);
        Optional<Pod.Probe> probe =
                pod.probes().stream().filter(any -> any.kind().equals(kind)).findFirst();
        if (probe.isEmpty()) {
            findings.add("there is no " + kind + " probe");
        } else if (!probe.get().path().equals(path) || probe.get().port() != port) {
            findings.add("the " + kind + " probe asks for " + probe.get().path() + " on port "
                    + probe.get().port() + ", and the relay answers " + path + " on " + port);
        }
    }

    /** The root file system is read-only. */
    private void checkPaths(Environment environment) {
        checkWritable("the folder for temporary files", "/tmp", "emptyDir");
        checkWritable("relay.privacy.exports", environment.getProperty("relay.privacy.exports", ""), "emptyDir");
        checkWritable(
                "relay.privacy.journal", environment.getProperty("relay.privacy.journal", ""), "PersistentVolumeClaim");
        String routes = environment.getProperty("relay.routes", "");
        if (!pod.mounts().containsKey(routes)) {
            findings.add("relay.routes is " + routes + ", where nothing is mounted");
        }
    }

    private void checkWritable(String what, String path, String kind) {
        if (pod.mounts().entrySet().stream()
                .noneMatch(mount -> (path + "/").startsWith(mount.getKey() + "/")
                        && mount.getValue().kind().equals(kind))) {
            findings.add(what + " is " + path + ", which is in no " + kind);
        }
    }

    private void checkStop(Environment environment) {
        JsonNode container = pod.spec().at("/containers/0");
        int needed = environment.getProperty("camel.main.shutdown-timeout", Integer.class)
                + container.at("/lifecycle/preStop/sleep/seconds").asInt();
        int given = pod.spec().path("terminationGracePeriodSeconds").asInt(30);
        if (given < needed) {
            findings.add("the pod is given " + given + " s to stop and may need " + needed);
        }
    }

    private void checkSecurity() {
        JsonNode container = pod.spec().at("/containers/0");
        JsonNode context = container.path("securityContext");
        require(BY_DIGEST.matcher(container.path("image").asText()).matches(), "the image is not named by its digest");
        require(pod.spec().at("/securityContext/runAsNonRoot").asBoolean(), "the pod may run as root");
        require(
                pod.spec().at("/securityContext/runAsUser").asLong()
                        == pod.spec().at("/securityContext/fsGroup").asLong(),
                "the pod's user cannot write its volumes");
        require(context.path("readOnlyRootFilesystem").asBoolean(), "the root file system can be written");
        require(!context.path("allowPrivilegeEscalation").asBoolean(true), "privileges can be gained");
        require(
                Manifests.texts(context.at("/capabilities/drop")).equals(List.of("ALL")),
                "capabilities are not dropped");
        require(
                !pod.spec().path("automountServiceAccountToken").asBoolean(true),
                "the pod is given a token of the cluster, and needs none");
        require(container.at("/resources/limits/memory").isTextual(), "there is no limit of memory");
    }

    private void require(boolean isSo, String otherwise) {
        if (!isSo) {
            findings.add(otherwise);
        }
    }
}
