package org.applicantrelay.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LondonTimeTest {

    @Test
    void readsDatesWithAndWithoutATime() {
        assertThat(LondonTime.read(" 2026-11-21 08:01:02 ")).isEqualTo(LocalDateTime.of(2026, 11, 21, 8, 1, 2));
        assertThat(LondonTime.read("2026-11-21")).isEqualTo(LocalDateTime.of(2026, 11, 21, 0, 0));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "0000-00-00 00:00:00", "0000-00-00", "2026-13-01 00:00:00", "21/11/2026", "yesterday"})
    void quirk7TakesZeroDatesAndWhateverIsNoDateAsNone(String text) {
        assertThat(LondonTime.readOrNull(text)).isNull();
    }

    @Test
    void refusesADayThatTheMonthDoesNotHave() {
        assertThatThrownBy(() -> LondonTime.read("2026-02-30 00:00:00")).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> LondonTime.read("2026-02-30")).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void writesInstantsAsTheClockInLondonShowsThem() {
        assertThat(LondonTime.format(Instant.parse("2026-07-01T07:00:00Z"))).isEqualTo("2026-07-01 08:00:00");
        assertThat(LondonTime.format(Instant.parse("2026-12-01T08:00:00.9Z"))).isEqualTo("2026-12-01 08:00:00");
        assertThat(LondonTime.at(Instant.parse("2026-10-25T01:30:00Z")))
                .isEqualTo(LondonTime.at(Instant.parse("2026-10-25T00:30:00Z")));
    }
}
