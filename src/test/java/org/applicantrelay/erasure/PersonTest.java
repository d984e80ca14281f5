package org.applicantrelay.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    private final Person person = new Person(Set.of("70001"), Set.of(Person.normal(" Ada.Sample@Example.org")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<applicant><id> 70001</id>",
                "type=ApplicationReceived&aptrack_id=70001&from=",
                "Subject: x\r\nX-Itrackid: 70001\r\n",
                "from=ada.sample%40example.org&portal_id=1",
                "from=%3CAda%2ESample%40example.org%3E",
                "broken=%&from=ada.sample%40example.org",
                "<email>ADA.SAMPLE@EXAMPLE.ORG</email>",
                "write to ada.sample@example.org."
            })
    void anInputOfThePersonIsKnown(String input) {
        assertThat(person.isNamedIn(Mentions.in(input))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<applicant><id>700012</id>",
                "<applicant><id>1</id><rank>70001</rank>",
                "job_id=70001&aptrack_id=2",
                "from=nada.sample%40example.org",
                "ada.sample@example.org.uk",
                "ada.sample@example.org-x.example",
                "x.ada.sample@example.org",
                "ada.sample@example.organisation",
                ""
            })
    void anInputOfAnotherIsNot(String input) {
        assertThat(person.isNamedIn(Mentions.in(input))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<id>70001</id>", "ada.sample@example.org", ""})
    void whereNothingIsKnownNothingIsFound(String input) {
        assertThat(new Person(Set.of(), Set.of()).isNamedIn(Mentions.in(input))).isFalse();
    }
}
