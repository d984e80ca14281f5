package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class H2UrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./r;WRITE_DELAY=0, jdbc:h2:file:./r;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000",
        "jdbc:h2:file:./x;db_close_on_exit=true, jdbc:h2:file:./x;db_close_on_exit=true;LOCK_TIMEOUT=10000",
        "jdbc:h2:file:./x;lock_timeout=1, jdbc:h2:file:./x;lock_timeout=1;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:mem:relay, jdbc:h2:mem:relay;LOCK_TIMEOUT=10000",
        "jdbc:postgresql://host/relay, jdbc:postgresql://host/relay",
    })
    void anH2IsNotClosedBesideSpringAndItsLocksAreWaitedFor(String given, String used) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.datasource.url", given);

        new H2Url().postProcessEnvironment(environment, null);

        assertThat(environment.getProperty("spring.datasource.url")).isEqualTo(used);
    }
}
