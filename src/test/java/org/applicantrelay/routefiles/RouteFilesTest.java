package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The packaged routes keep every rule; a finding here names the file, the line, what is wrong and how to mend it. */
class RouteFilesTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void thePackagedRoutesHaveNoFinding() {
        assertThat(new RouteFolderCheck().check(RouteFolder.read(Path.of("routes"))))
                .isEmpty();
    }

    @Test
    void aCheckTakesSecondsSoThatItIsMadeAfterEveryChange() {
        Instant start = Instant.now();

        new RouteFolderCheck().check(RouteFolder.read(Path.of("routes")));

        assertThat(Duration.between(start, Instant.now())).isLessThan(LONGEST);
    }
}
