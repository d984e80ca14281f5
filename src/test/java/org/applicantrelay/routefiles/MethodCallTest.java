package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCallTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "begin                                                       | begin | -1",
                "begin()                                                     | begin | 0",
                "claim(${body})                                              | claim | 1",
                "page(${variable.reading}, ${body})                          | page  | 2",
                "judge(${body}, '{{expected}}', ${header.Retry-After})       | judge | 3",
                "field('a, b', ${bean:forms?method=name(${body}, 1)})        | field | 2",
                "keep({{applicationId}}, \"it's (\")                         | keep  | 2"
            })
    void theParametersOfACallAreCounted(String text, String name, int parameters) {
        assertThat(MethodCall.parse(text)).contains(new MethodCall(name, parameters));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "claim(${body}", "claim(${body)", "claim('it)", "claim())", "${body}", "two words"})
    void whatDoesNotCloseIsNoCall(String text) {
        assertThat(MethodCall.parse(text)).isEmpty();
    }
}
