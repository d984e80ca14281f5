package org.applicantrelay.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24,2026-11-24T00:00:00Z",
        "2026-07-24,2026-07-23T23:00:00Z",
        "2026-07-24 08:00,2026-07-24T07:00:00Z",
        "'  2026-11-24  08:00:30 ',2026-11-24T08:00:30Z",
        "2026-11-24T08:00,2026-11-24T08:00:00Z",
        "2026-11-24T08:00:00+02:00,2026-11-24T06:00:00Z",
        "2026-11-24T08:00:00.5Z,2026-11-24T08:00:00.5Z"
    })
    void readsWhatOperatorsWrite(String text, Instant time) {
        assertThat(Span.of(text, "").since()).isEqualTo(time);
    }

    @Test
    void aLastDateMeansItsWholeDay() {
        Span day = Span.of("2026-03-29", "2026-03-29");

        assertThat(day.since()).isEqualTo("2026-03-29T00:00:00Z");
        assertThat(day.until()).as("of 23 hours").isEqualTo("2026-03-29T23:00:00Z");
        assertThat(Span.of(null, "2026-11-24 08:00").until()).isEqualTo("2026-11-24T08:00:00Z");
    }

    @Test
    void nothingIsNoLimit() {
        assertThat(Span.of(null, " ")).isEqualTo(Span.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "24.11.2026", "2026-11-24 8", "2026-11-31", "2026-11-24; x"})
    void refusesAnythingElseInASentence(String text) {
        assertThatThrownBy(() -> Span.of(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("That is no time; write one such as 2026-11-24 or 2026-11-24 08:00, in Europe/London; empty"
                        + " for no limit");
    }

    @Test
    void refusesWhatEndsBeforeItBegins() {
        assertThatThrownBy(() -> Span.of("2026-11-25", "2026-11-24"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The time range ends before it begins");
    }
}
