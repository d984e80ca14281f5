package org.applicantrelay.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<email>Ada+1@Example.org</email>",
                "type=ApplicationReceived&from=Ada%2B1%40example.org&date=2026-11-25",
                "From: \"Ada\" <ADA+1@EXAMPLE.ORG>\r\n",
                "<email>ada&#43;1&#64;example.org</email>",
                "write to ada+1@example.org.",
                "mailto:ada+1@example.org?subject=CV",
                "a long text without an end/ada+1@example.org"
            })
    void anAddressIsFound(String text) {
        assertThat(Mentions.in(text).emails()).contains("ada+1@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<applicant><id>33139609</id>",
                "<applicant>\n<id>\n 33139609 </id>",
                "<id><![CDATA[33139609]]></id>",
                "type=ApplicationReceived&aptrack_id=33139609&x=1",
                "X-Itrackid: 33139609\r\n",
                "x-iTrackID:33139609\r\n"
            })
    void aTrackIdIsFound(String text) {
        assertThat(Mentions.in(text).trackIds()).containsExactly("33139609");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<salary>33139609</salary>",
                "X-Itrackid-Jobid: 33139609",
                "job_id=33139609",
                "<id>133139609</id>",
                "<id>331396091</id>"
            })
    void anotherNumberIsNone(String text) {
        assertThat(Mentions.in(text).trackIds()).doesNotContain("33139609");
    }

    @Test
    void whatLiesAcrossTwoWindowsIsFound() throws IOException {
        String address = "ada@example.org";
        for (int cut = 0; cut <= address.length(); cut++) {
            String text = " ".repeat((1 << 18) - cut) + address + " ".repeat(1_000);
            assertThat(Mentions.in(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                            .emails())
                    .contains(address);
        }
    }

    @Test
    @Timeout(10)
    void aLongTextTakesNoLongerThanItsLength() {
        String text = "x".repeat(1_000_000) + "@" + "=".repeat(1_000_000);
        long begun = System.nanoTime();
        Mentions.in(text);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
