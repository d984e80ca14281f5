package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTest {

    @TempDir
    private Path root;

    @Test
    void pathsOfMountsAreMovedAndNothingElseIs() {
        Map<String, String> environment = Map.of(
                "ONE", "/tmp",
                "TWO", "configtree:/etc/relay/,file:/tmp/x",
                "ADDRESS", "https://relay.example/tmp/x",
                "OTHER", "/tmp-2/x /var/tmp");
        Pod pod = new Pod(
                1,
                Map.of(),
                NullNode.instance,
                environment,
                Map.of(),
                List.of(),
                Map.of(
                        "/tmp", new Pod.Mount("emptyDir", "", Map.of()),
                        "/etc/relay", new Pod.Mount("ConfigMap", "relay", Map.of("exports", "/tmp/exports"))));

        assertThat(pod.mountBelow(root, Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ONE",
                        root + "/tmp",
                        "TWO",
                        "configtree:" + root + "/etc/relay/,file:" + root + "/tmp/x",
                        "ADDRESS",
                        environment.get("ADDRESS"),
                        "OTHER",
                        environment.get("OTHER")));
        assertThat(root.resolve("etc/relay/exports")).hasContent(root + "/tmp/exports");
        assertThat(root.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void theOperatorMakesThePodThatTheDeploymentHas() {
        Pod operators = Overlay.production().relay();
        Pod plain = Overlay.of(Overlay.CAMEL_K.resolve("plain")).relay();

        assertThat(plain.replicas()).isEqualTo(operators.replicas());
        assertThat(plain.environment()).isEqualTo(operators.environment());
        assertThat(plain.ports()).isEqualTo(operators.ports());
        assertThat(plain.probes()).isEqualTo(operators.probes());
        assertThat(plain.mounts()).hasSameSizeAs(operators.mounts()).allSatisfy((path, mount) -> {
            assertThat(operators.mounts().get(path).kind()).isEqualTo(mount.kind());
            assertThat(operators.mounts().get(path).source()).isEqualTo(mount.source());
        });
        for (String part : List.of("resources", "lifecycle", "image")) {
            assertThat(plain.spec().at("/containers/0/" + part))
                    .as(part)
                    .isEqualTo(operators.spec().at("/containers/0/" + part));
        }
        for (String part : List.of("topologySpreadConstraints", "terminationGracePeriodSeconds")) {
            assertThat(plain.spec().path(part))
                    .as(part)
                    .isEqualTo(operators.spec().path(part));
        }
    }
}
