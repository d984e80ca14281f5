package org.applicantrelay.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of components in the jar that images are made of. */
@Tag("image-trial")
class ComponentsTest {

    private static final Path JAR = Path.of("target/applicant-relay.jar");
    private static final String SBOM = "META-INF/sbom/application.cdx.json";

    @Test
    void theJarSaysWhatItConsistsOf() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Set<String> libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    // Spring Boot's own, for jarmode, which is no dependency.
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(libraries).hasSizeGreaterThan(100);
            assertThat(jar.getEntry(SBOM))
                    .as("the list of components, which no Maven makes that is offline")
                    .isNotNull();
            try (InputStream sbom = jar.getInputStream(jar.getEntry(SBOM))) {
                assertThat(components(sbom)).containsExactlyElementsOf(libraries);
            }
        }
    }

    /** The files that the components of a list lie in, as far as they lie in any. */
    private static Set<String> components(InputStream sbom) throws IOException {
        JsonNode list = new ObjectMapper().readTree(sbom);
        assertThat(list.path("bomFormat").asText()).isEqualTo("CycloneDX");
        return StreamSupport.stream(list.path("components").spliterator(), false)
                // Nothing but lists of others, and not packaged.
                .filter(component -> !component.path("name").asText().startsWith("spring-boot-starter"))
                .filter(component -> component.path("purl").asText().contains("type=jar"))
                .map(component -> component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar")
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
