package org.applicantrelay.camelk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.applicantrelay.routefiles.RouteFolder;
import org.applicantrelay.routefiles.RouteFolderCheck;
import org.applicantrelay.settings.MergedRoutes;
import org.applicantrelay.settings.RoutesLocation;
import org.applicantrelay.settings.SettingsCheck;
import org.applicantrelay.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.FileSystemUtils;

/** What the relay makes of its pod's variables and files, read by Spring Boot from where they are mounted. */
class OverlaySettingsTest {

    private static final Path EXAMPLE = Overlay.CAMEL_K.resolve("overlays/production/secrets.example.yaml");

    private static final String MAPPING = "application-to-jobtrain.jslt";

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"overlays/staging", "overlays/production", "plain"})
    void theRelayMissesNothingInAPod(String folder) {
        ConfigurableEnvironment seen =
                seen(Overlay.of(Overlay.CAMEL_K.resolve(folder)).relay(), secret());

        check(seen);
        assertThat(seen.getProperty("relay.idibu.hash")).isEqualTo("a value of relay.idibu.hash");
        assertThat(seen.getProperty("spring.datasource.url")).startsWith("jdbc:postgresql://");
        assertThat(seen.getProperty("relay.privacy.journal"))
                .isEqualTo(root + "/var/lib/applicant-relay/applicant-relay.erased");
        assertThat(seen.getActiveProfiles()).containsExactly("json");
    }

    @Test
    void whatTheSecretLacksIsMissed() {
        Map<String, String> secret = secret();
        secret.remove("relay.jobtrain.api-key");
        secret.remove("relay.privacy.encryption-key");
        ConfigurableEnvironment seen = seen(Overlay.production().relay(), secret);

        assertThatThrownBy(() -> check(seen))
                .isInstanceOfSatisfying(SettingsException.class, problems -> assertThat(problems.problems())
                        .hasSize(2)
                        .anyMatch(problem -> problem.startsWith("relay.jobtrain.api-key "))
                        .anyMatch(problem -> problem.startsWith("relay.privacy.encryption-key ")));
    }

    @Test
    void theRoutesOfProductionLieWhereTheRelayLooksAndAreSound() throws IOException {
        ConfigurableEnvironment seen = seen(Overlay.production().relay(), secret());
        MergedRoutes routes = MergedRoutes.with(Path.of(seen.getProperty("relay.routes")));

        assertThat(routes.place("mapping/job-map.yaml"))
                .isEqualTo(root + "/etc/applicant-relay/routes/mapping/job-map.yaml");
        assertThat(new RouteFolderCheck().check(RouteFolder.read(routes))).isEmpty();
    }

    @Test
    void moreRoutesAreMountedAsTheReadmeSays() throws IOException {
        Path camelK = root.resolve("camel-k");
        Path production = camelK.resolve("overlays/production");
        Path mapping = Path.of("routes/mapping");
        FileSystemUtils.copyRecursively(Overlay.CAMEL_K, camelK);
        Files.copy(mapping.resolve(MAPPING), production.resolve(MAPPING));
        Files.copy(mapping.resolve("application-to-jobtrain/full.output.json"), production.resolve("full.output.json"));
        ObjectNode kustomization =
                Manifests.read(production.resolve("kustomization.yaml")).get(0);
        kustomization.withObject("/configMapGenerator/1").setAll(ofReadme("files"));
        Files.writeString(production.resolve("kustomization.yaml"), kustomization.toString());
        ObjectNode patch =
                Manifests.read(production.resolve("integration.yaml")).get(0);
        patch.withObject("/spec").setAll(ofReadme("template"));
        Files.writeString(production.resolve("integration.yaml"), patch.toString());

        assertThat(new ManifestCheck().findings(camelK)).isEmpty();
        Pod pod = Overlay.of(production).relay();
        MergedRoutes routes =
                MergedRoutes.with(Path.of(pod.mountBelow(root, secret()).get("RELAY_ROUTES")));
        assertThat(List.of("mapping/" + MAPPING, "mapping/application-to-jobtrain/full.output.json"))
                .allMatch(path -> routes.place(path).startsWith(root.toString()));
    }

    /** The block that begins with a field, as YAML. */
    private ObjectNode ofReadme(String field) throws IOException {
        Matcher block = Pattern.compile("```\n(" + field + ":.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Overlay.CAMEL_K.resolve("README.md")));
        assertThat(block.find()).isTrue();
        Path file = root.resolve(field + ".yaml");
        Files.writeString(file, block.group(1));
        return Manifests.read(file).get(0);
    }

    private static Map<String, String> secret() {
        Map<String, String> secret = new TreeMap<>();
        Manifests.map(Manifests.read(EXAMPLE).get(0).path("stringData"))
                .keySet()
                .forEach(key -> secret.put(key, "a value of " + key));
        secret.put("relay.privacy.encryption-key", Base64.getEncoder().encodeToString(new byte[32]));
        return secret;
    }

    private ConfigurableEnvironment seen(Pod pod, Map<String, String> secret) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.copyOf(pod.mountBelow(root, secret))));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new RoutesLocation().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static void check(ConfigurableEnvironment seen) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(seen);
            new SettingsCheck().initialize(context);
        }
    }
}
