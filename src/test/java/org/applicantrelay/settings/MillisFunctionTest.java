package org.applicantrelay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillisFunctionTest {

    private final PropertiesFunction function = new MillisFunction();

    @ParameterizedTest
    @CsvSource({"5m, 300000", "2s, 2000", "1500ms, 1500", "250, 250", "PT1H, 3600000", "2h, 7200000"})
    void aDurationBecomesMilliseconds(String duration, String millis) {
        assertThat(function.apply(duration)).isEqualTo(millis);
    }

    @Test
    void camelAsksForItByNameWithTheValueOfTheKey() {
        assertThat(function.getName()).isEqualTo("millis");
        assertThat(function.lookupFirst("relay.idibu.listing.interval")).isTrue();
    }

    @Test
    void camelFindsItUnderItsName() {
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/properties-function/millis"))
                .isNotNull();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> function.apply("soon")).isInstanceOf(IllegalArgumentException.class);
    }
}
