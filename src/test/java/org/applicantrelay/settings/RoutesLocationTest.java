package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
    void aRelativeFolderBecomesAnAbsoluteLocation() {
        assertThat(location(new MockEnvironment().withProperty("relay.routes", "./my/../routes")))
                .isEqualTo("file:" + Path.of("routes").toAbsolutePath());
    }

    private static String location(MockEnvironment environment) {
        new RoutesLocation().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty(RoutesLocation.LOCATION);
    }
}
