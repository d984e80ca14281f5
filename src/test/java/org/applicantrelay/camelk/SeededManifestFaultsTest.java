package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** Each fault that somebody makes in a copy of {@code camel-k/} is found, and said where it is. */
class SeededManifestFaultsTest {

    private static final ManifestCheck CHECK = new ManifestCheck();

    private static final String INTEGRATION = "base/integration.yaml";
    private static final String DEPLOYMENT = "plain/deployment.yaml";
    private static final String COMMON = "common/kustomization.yaml";
    private static final String PRODUCTION = "overlays/production/kustomization.yaml";
    private static final String STAGING = "overlays/staging/kustomization.yaml";
    private static final String PIPE = "kamelets/jobtrain-jobs.pipe.yaml";

    @TempDir
    private Path folder;

    /** @param expected what must be among what is found */
    private record Fault(String file, String text, String replacement, String... expected) {

        @Override
        public String toString() {
            return file + ": " + text + " -> " + replacement;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                // Probes and ports
                new Fault(
                        INTEGRATION,
                        "livenessProbe: /observe/health/live",
                        "livenessProbe: /observe/health/liveness",
                        "production: the liveness probe asks for /observe/health/liveness on port 9876",
                        "staging: the liveness probe"),
                new Fault(INTEGRATION, "readinessPort: 9876", "readinessPort: 8080", "the readiness probe asks for"),
                new Fault(INTEGRATION, "      startupPort: 9876\n", "", "the startup probe asks for"),
                new Fault(
                        DEPLOYMENT,
                        "/observe/health/ready",
                        "/observe/health/live",
                        "plain: the readiness probe asks for /observe/health/live"),
                new Fault(DEPLOYMENT, "containerPort: 9876", "containerPort: 9877", "the port management is 9877"),
                new Fault(INTEGRATION, "      port: 8080\n", "      port: 80\n", "the port webhook is 80"),
                new Fault(
                        INTEGRATION, "management;9876", "metrics;9876", "Service/applicant-relay: the pod has no port"),
                new Fault(
                        COMMON,
                        "    literals:\n",
                        "    literals:\n      - management.server.port=9877\n",
                        "the port management is 9876, and the relay serves 9877",
                        "the liveness probe asks for"),
                new Fault("common/service.yaml", "targetPort: webhook", "targetPort: 8081", "the pod has no port 8081"),
                new Fault("common/network-policy.yaml", "port: management", "port: metrics", "the pod has no port"),
                new Fault("monitoring/service-monitor.yaml", "/observe/metrics", "/metrics", "the metrics are at"),
                new Fault("monitoring/service-monitor.yaml", "port: management", "port: http", "has no port http"),
                // Names of fields and of kinds
                new Fault(INTEGRATION, "imagePullPolicy:", "pullPolicy:", "property 'pullPolicy' is not defined"),
                new Fault(
                        INTEGRATION,
                        "Policy: IfNotPresent",
                        "Policy: Sometimes",
                        "imagePullPolicy: does not have a value"),
                new Fault(INTEGRATION, "terminationGracePeriod", "terminationGrace", "is not defined in the schema"),
                new Fault(
                        "overlays/production/integration.yaml",
                        "replicas: 3",
                        "replicas: three",
                        "$.spec.replicas: string found"),
                new Fault(DEPLOYMENT, "readOnlyRootFilesystem", "readOnlyRootFileSystem", "readOnlyRootFileSystem"),
                new Fault(DEPLOYMENT, "replicas: 3", "replicas: \"3\"", "Deployment/applicant-relay: "),
                new Fault("common/service.yaml", "selector:", "select:", "Unrecognized field \"select\""),
                new Fault("common/service.yaml", "apiVersion: v1", "apiVersion: v2", "no schema is known for v2"),
                new Fault("monitoring/service-monitor.yaml", "interval:", "every:", "Unrecognized field \"every\""),
                new Fault(
                        "kamelets/jobtrain-jobs-source.kamelet.yaml", "title: Jobtrain", "tittle: Jobtrain", "tittle"),
                new Fault(COMMON, "- name: applicant-relay-routes", "- nam: applicant-relay-routes", "nam is none of"),
                // Variables and settings
                new Fault(INTEGRATION, "RELAY_ROUTES", "RELAY_ROUTE", "does not know the variable RELAY_ROUTE"),
                new Fault(
                        DEPLOYMENT,
                        "SPRING_CONFIG_IMPORT",
                        "SPRING_CONFIG_IMPORTS",
                        "plain: the relay does not know the variable SPRING_CONFIG_IMPORTS"),
                new Fault(
                        PRODUCTION, "relay.mailbox.host", "relay.mailbox.hots", "know the setting relay.mailbox.hots"),
                new Fault(
                        "overlays/production/secrets.example.yaml",
                        "relay.idibu.hash:",
                        "relay.idibu.hush:",
                        "know the setting relay.idibu.hush of the Secret"),
                new Fault(
                        INTEGRATION,
                        "configtree:/etc/applicant-relay/settings/",
                        "configtree:/etc/applicant-relay/setting/",
                        "reads /etc/applicant-relay/setting, where nothing is mounted",
                        "nothing reads /etc/applicant-relay/settings"),
                new Fault(
                        INTEGRATION, "mountPath: /etc/applicant-relay/routes", "mountPath: /routes", "relay.routes is"),
                new Fault(COMMON, "/var/lib/applicant-relay/", "/data/", "relay.privacy.journal is /data/"),
                new Fault(INTEGRATION, "- tmp:/tmp:2Gi", "- tmp:/temp:2Gi", "temporary files is /tmp"),
                // Credentials
                new Fault(
                        PRODUCTION,
                        "relay.idibu.webhook.enabled=true",
                        "relay.idibu.webhook.secret=hush",
                        "the credential in relay.idibu.webhook.secret"),
                new Fault(
                        INTEGRATION,
                        "- SPRING_PROFILES_ACTIVE=json",
                        "- RELAY_IDIBU_HASH=hush",
                        "the credential RELAY_IDIBU_HASH"),
                new Fault(PRODUCTION, "sslmode=", "password=hush&sslmode=", "the credential in spring.datasource.url"),
                new Fault(
                        "overlays/production/secrets.example.yaml",
                        "<the account's credential>",
                        "hush",
                        "relay.idibu.hash has a value"),
                new Fault(
                        PRODUCTION,
                        "  - ingress.yaml",
                        "  - ingress.yaml\n  - secrets.example.yaml",
                        "a Secret is never part of what is applied"),
                // References
                new Fault(
                        INTEGRATION,
                        "secret:applicant-relay@",
                        "secret:relay@",
                        "there is no example of the Secret relay"),
                new Fault(
                        INTEGRATION,
                        "configmap:applicant-relay-settings",
                        "configmap:relay-settings",
                        "there is no ConfigMap relay-settings",
                        "ConfigMap/applicant-relay-settings: nobody mounts it"),
                new Fault(
                        INTEGRATION,
                        "- key: job-map.yaml",
                        "- key: jobs.yaml",
                        "applicant-relay-routes has no jobs.yaml",
                        "job-map.yaml is in no items"),
                new Fault(
                        DEPLOYMENT, "claimName: applicant", "claimName: relay", "no PersistentVolumeClaim relay-relay"),
                new Fault(
                        DEPLOYMENT,
                        "- name: tmp\n              mount",
                        "- name: temp\n              mount",
                        "there is no volume temp"),
                new Fault(INTEGRATION, "- app.kubernetes.io/name\n", "- name\n", "no pod has the labels"),
                new Fault(
                        "common/pod-disruption-budget.yaml",
                        "matchLabels:\n      app.kubernetes.io/name: applicant-relay",
                        "matchLabels:\n      app.kubernetes.io/name: relay",
                        "PodDisruptionBudget/applicant-relay: no pod has the labels"),
                new Fault(STAGING, "  - postgresql.yaml\n", "", "there is no Service postgresql for jdbc:postgresql"),
                new Fault(
                        "overlays/staging/postgresql.yaml",
                        "key: spring.datasource.password",
                        "key: password",
                        "no example of a Secret has"),
                new Fault(
                        "overlays/production/ingress.yaml",
                        "path: /webhooks/idibu",
                        "path: /webhook",
                        "the Ingress leads from https://relay.client.example/webhook"),
                new Fault("overlays/production/ingress.yaml", "name: webhook", "name: http", "no Service and port"),
                new Fault(PIPE, "name: jobtrain-jobs-source", "name: jobs-source", "there is no Kamelet jobs-source"),
                new Fault(PIPE, "apiKey:", "key:", "has no property key", "needs the property apiKey"),
                new Fault(PIPE, "secret:jobtrain-jobs", "secret:jobtrain", "no example of secret:jobtrain"),
                // Putting together
                new Fault(COMMON, "  - journal.yaml", "  - diary.yaml", "diary.yaml: cannot be read"),
                new Fault(COMMON, "  - journal.yaml", "  - journal.yaml\n  - journal.yaml", "is there twice"),
                new Fault(COMMON, "../monitoring", "../monitoring/alerts.yaml", "lies outside of the folder"),
                new Fault(COMMON, "      disableNameSuffixHash: true\n", "", "would get a suffix"),
                new Fault(PRODUCTION, "behavior: merge", "behavior: create", "is there twice"),
                new Fault(
                        PRODUCTION,
                        "applicant-relay-settings",
                        "relay-settings",
                        "relay-settings is changed and is not"),
                new Fault("overlays/production/integration.yaml", "name: app", "name: my-app", "is changed and is not"),
                new Fault(
                        "plain/kustomization.yaml",
                        "- name: applicant-relay\n    new",
                        "- name: relay\n    new",
                        "the image relay"),
                new Fault(COMMON, "resources:", "namePrefix: my-\nresources:", "namePrefix is none of"),
                new Fault(INTEGRATION, "  replicas: 1", "  replicas: 1\n  replicas: 2", "duplicate key replicas"),
                // The pod
                new Fault(
                        "overlays/production/integration.yaml",
                        "@sha256:0",
                        ":latest@sha256:0",
                        "production: the image is not named by its digest"),
                new Fault(
                        "overlays/production/integration.yaml",
                        "@sha256:0000",
                        "@sha256:",
                        "production: the image is not named by its digest"),
                new Fault(
                        INTEGRATION,
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "file system can be written"),
                new Fault(DEPLOYMENT, "runAsNonRoot: true", "runAsNonRoot: false", "plain: the pod may run as root"),
                new Fault(DEPLOYMENT, "- ALL", "- NET_RAW", "capabilities are not dropped"),
                new Fault(
                        INTEGRATION,
                        "automountServiceAccountToken: false",
                        "automountServiceAccountToken: true",
                        "a token of the cluster"),
                new Fault(INTEGRATION, "seconds: 5", "seconds: 15", "is given 30 s to stop and may need 35"),
                new Fault(
                        PRODUCTION,
                        "jdbc:postgresql://postgresql.client.example/relay",
                        "jdbc:h2:file:/tmp/relay",
                        "3 replicas need one PostgreSQL"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFound(Fault fault) throws IOException {
        FileSystemUtils.copyRecursively(Overlay.CAMEL_K, folder);
        Path file = folder.resolve(fault.file());
        String before = Files.readString(file);
        assertThat(before).contains(fault.text());
        Files.writeString(file, before.replace(fault.text(), fault.replacement()));

        String findings = String.join("\n", CHECK.findings(folder));

        assertThat(fault.expected()).isNotEmpty();
        assertThat(findings).contains(fault.expected());
    }
}
