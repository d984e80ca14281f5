package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class H2UrlTest {

    @ParameterizedTest
    @CsvSource({
        "file:./r;WRITE_DELAY=0, ;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128",
        "file:./x;db_close_on_exit=true, ;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128",
        "file:./x;lock_timeout=1, ;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=128",
        "mem:relay, ;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128",
        "mem:relay;query_cache_size=8, ;LOCK_TIMEOUT=10000",
    })
    void anH2IsNotClosedBesideSpringItsLocksAreWaitedForAndStatementsRemembered(String given, String added) {
        assertThat(used("jdbc:h2:" + given)).isEqualTo("jdbc:h2:" + given + added);
    }

    @Test
    void anotherDatabasesUrlStaysAsItIs() {
        assertThat(used("jdbc:postgresql://host/relay")).isEqualTo("jdbc:postgresql://host/relay");
    }

    private static String used(String given) {
        MockEnvironment environment = new MockEnvironment().withProperty("spring.datasource.url", given);

        new H2Url().postProcessEnvironment(environment, null);

        return environment.getProperty("spring.datasource.url");
    }
}
