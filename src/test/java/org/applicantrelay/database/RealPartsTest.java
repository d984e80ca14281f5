package org.applicantrelay.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RealPartsTest {

    @Test
    void aTestRunsWhereItsPartIsThere() {
        assertThat(RealParts.condition(true, "", true).isDisabled()).isFalse();
        assertThat(RealParts.condition(true, "", false).isDisabled()).isFalse();
    }

    @Test
    void aTestIsSkippedWithASentenceWhereItsPartIsMissing() {
        assertThat(RealParts.condition(false, "No Chromium; install it.", false))
                .satisfies(result -> assertThat(result.isDisabled()).isTrue())
                .satisfies(result -> assertThat(result.getReason()).contains("No Chromium; install it."));
    }

    @Test
    void aTestFailsWhereItsPartIsMissingInCi() {
        assertThatThrownBy(() -> RealParts.condition(false, "No Chromium; install it.", true))
                .hasMessage("No Chromium; install it.");
    }
}
