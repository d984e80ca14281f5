package org.applicantrelay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void aTextIsCutToItsColumnAndNeverInTheMiddleOfALetter() {
        assertThat(Texts.cut(null, 3)).isNull();
        assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
        assertThat(Texts.cut("abcd", 3)).isEqualTo("abc");
        assertThat(Texts.cut("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(Texts.cut("a\ud83d\ude00b", 3)).isEqualTo("a\ud83d\ude00");
    }
}
