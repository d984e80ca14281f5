package org.applicantrelay.applicant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTest {

    @Test
    void textWinsOverHtml() {
        assertThat(Letter.of(" Hello,\n  I apply. ", "<p>Other</p>")).isEqualTo("Hello,\n  I apply.");
    }

    @Test
    void htmlIsTakenWhereTextIsBlank() {
        assertThat(Letter.of(null, "<p>Hello</p>")).isEqualTo("Hello");
        assertThat(Letter.of(" \n", "<p>Hello</p>")).isEqualTo("Hello");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Letter.of(null, null)).isNull();
        assertThat(Letter.of("", " ")).isNull();
        assertThat(Letter.of(null, "<p>&nbsp;</p><br>")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "one<br>two<br/>three, one|two|three",
        "one<br><br>two, one||two",
        "<p>one</p><p>two</p>, one|two",
        "<ul><li>one</li><li>two</li></ul>, one|two",
        "<div>one</div><div>two <b>bold</b></div>, one|two bold",
        "<h1>Title</h1>text, Title|text",
        "Hi<div>one</div>two, Hi|one|two",
        "<b>Hi</b><p>one</p>, Hi|one",
        "Hi<br><div>one</div>, Hi|one",
        "<p>one</p><br><br><br><p>two</p>, one||two",
        "R&amp;D &lt;x&gt; caf&eacute; &#163;20, R&D <x> caf\u00e9 \u00a320",
        "one&nbsp;two&nbsp;<br>three, one two|three"
    })
    void htmlBecomesPlainLines(String html, String lines) {
        assertThat(Letter.of(null, html)).isEqualTo(lines.replace('|', '\n'));
    }

    @Test
    void scriptsStylesAndTheHeadAreDropped() {
        assertThat(Letter.of(null, """
                        <html><head><title>Mail</title><style>p {color: red}</style></head>
                        <body><style>b {}</style><script>alert('x')</script><p>Hello</p></body></html>""")).isEqualTo("Hello");
    }

    @Test
    void brokenHtmlIsReadAsFarAsItGoes() {
        assertThat(Letter.of(null, "<p>Hello <b>there<p>again <img src=x onerror=alert(1)>"))
                .isEqualTo("Hello there\nagain");
    }
}
