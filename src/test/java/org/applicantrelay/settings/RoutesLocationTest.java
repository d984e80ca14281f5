package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class RoutesLocationTest {

    @Test
    void withoutAFolderThePackagedRoutesRun() {
        assertThat(location(new MockEnvironment())).isEqualTo("classpath:routes");
        assertThat(location(new MockEnvironment().withProperty("relay.routes", " ")))
                .isEqualTo("classpath:routes");
    }

    @Test
    void withAFolderTheMergedRoutesRun() {
        MockEnvironment environment = new MockEnvironment().withProperty("relay.routes", "./my/../routes");

        assertThat(location(environment)).isEqualTo("routes:");
    }

    @Test
    void aMountedFolderOfLinksIsReadOnce(@TempDir Path folder) throws IOException {
        Path sync = Files.createDirectories(folder.resolve("..2026/sync"));
        Files.createFile(sync.resolve("x.camel.yaml"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(folder.resolve("sync"), Path.of("..data/sync"));
        MockEnvironment environment = new MockEnvironment().withProperty("relay.routes", folder.toString());

        new RoutesLocation().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty(RoutesLocation.FILES).split(","))
                .contains("routes:sync/x.camel.yaml", "routes:sync/job-map.camel.yaml")
                .filteredOn(file -> file.endsWith("/x.camel.yaml"))
                .hasSize(1);
    }

    private static String location(MockEnvironment environment) {
        new RoutesLocation().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty(RoutesLocation.LOCATION);
    }
}
