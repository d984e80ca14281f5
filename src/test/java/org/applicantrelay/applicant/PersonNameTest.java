package org.applicantrelay.applicant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        "Anna Example, Anna, Example",
        "'  Anna \t Maria\n Example ', Anna Maria, Example",
        "Zo\u00eb D\u2019Example-Smith, Zo\u00eb, D\u2019Example-Smith",
        "Anna\u00a0Example, Anna, Example"
    })
    void theLastWordIsTheLastName(String text, String first, String last) {
        assertThat(PersonName.of(text)).isEqualTo(new PersonName(first + " " + last, first, last));
    }

    @Test
    void aSingleWordIsTheLastName() {
        assertThat(PersonName.of("Example")).isEqualTo(new PersonName("Example", null, "Example"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "No_name", "no_NAME", "anna.example@example.org", "anna@example.org (Anna)"})
    void quirk12NothingNoNameAndAnAddressAreUnknown(String text) {
        assertThat(PersonName.of(text)).isEqualTo(new PersonName(null, null, null));
    }

    @Test
    void itPrintsAsAMask() {
        assertThat(PersonName.of("Anna Example")).hasToString("***");
    }
}
