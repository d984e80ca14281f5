package org.applicantrelay.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void aFieldSurvivesEveryCharacter() {
        assertThat(Form.field("Email", "anna+jobs@example.org")).isEqualTo("Email=anna%2Bjobs%40example.org");
        assertThat(Form.field("data", "a b&c=\u00e9%<x>")).isEqualTo("data=a+b%26c%3D%C3%A9%25%3Cx%3E");
    }
}
