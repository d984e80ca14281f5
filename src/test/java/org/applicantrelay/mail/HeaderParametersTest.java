package org.applicantrelay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderParametersTest {

    static Stream<Arguments> names() {
        return Stream.of(
                named("attachment; filename=cv.pdf", "cv.pdf"),
                named("attachment; FileName = \"cv.pdf\" ; size=3", "cv.pdf"),
                named("attachment;\r\n filename=\"my\r\n cv; final.pdf\"", "my cv; final.pdf"),
                named("attachment; filename=cv (2) final.pdf; size=3", "cv (2) final.pdf"),
                named("attachment; filename=\"my \"best\" cv.pdf\"; size=3", "my \"best\" cv.pdf"),
                named("attachment; filename=\"my \\\"best\\\" cv.pdf\"", "my \"best\" cv.pdf"),
                named("attachment; filename=\"C:\\temp\\new cv.pdf\"", "C:\\temp\\new cv.pdf"),
                named("attachment; filename=\"cv.pdf", "cv.pdf"),
                named("attachment; filename=\"cv.pdf; size=3", "cv.pdf"),
                named("filename=\"cv.pdf\"", "cv.pdf"),
                named("attachment; size; filename=a.pdf; filename=b.pdf", "a.pdf"),
                named("attachment; filename=\"=?utf-8?B?w6kucGRm?=\"", "\u00e9.pdf"),
                named("attachment; filename==?iso-8859-1?Q?=E9.pdf?=", "\u00e9.pdf"),
                named("attachment; filename*=UTF-8''%c3%A9%20cv.pdf", "\u00e9 cv.pdf"),
                named("attachment; filename*=iso-8859-1'en'%E9.pdf; filename=e.pdf", "\u00e9.pdf"),
                named("attachment; filename=e.pdf; filename*=no-such'en'%E9.pdf", "\u00e9.pdf"),
                named("attachment; filename*=%C3%A9.pdf", "\u00e9.pdf"),
                named("attachment; filename*=''it's%20100%.pdf", "it's 100%.pdf"),
                named("attachment; filename*0=\"long \"; filename*1=name.pdf", "long name.pdf"),
                named(
                        "attachment; filename*1*=%A9%20; filename*0*=UTF-8''r%C3; filename*2=\"100%20.pdf\"",
                        "r\u00e9 100%20.pdf"),
                named("attachment; filename*0=\"=?utf-8?B?w6ku\"; filename*1=\"cGRm?=\"", "\u00e9.pdf"),
                named("attachment; filename*0=a; filename*2=c", "a"),
                named("attachment; filename*0=a; filename=b", "a"),
                named("attachment; filename*1=b", null),
                named("attachment; =cv.pdf;;;", null),
                named("attachment", null),
                named("", null));
    }

    private static Arguments named(String header, String name) {
        return Arguments.of(header, name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsReadHoweverItIsWritten(String header, String name) {
        assertThat(of(header, StandardCharsets.UTF_8).text("filename")).isEqualTo(name);
    }

    @Test
    void rawBytesInANameAreUtf8AndElseWindows() {
        String header = "attachment; filename=\"Caf\u00e9.pdf\"";

        assertThat(of(header, StandardCharsets.UTF_8).text("filename")).isEqualTo("Caf\u00e9.pdf");
        assertThat(of(header, Charset.forName("windows-1252")).text("filename")).isEqualTo("Caf\u00e9.pdf");
    }

    @Test
    void theValueStandsBeforeTheParameters() {
        assertThat(of(" text/plain ; charset=x", StandardCharsets.UTF_8).value())
                .isEqualTo("text/plain");
        assertThat(of("text/plain ; charset=x", StandardCharsets.UTF_8).raw("charset"))
                .isEqualTo("x");
        assertThat(of("name=cv.pdf", StandardCharsets.UTF_8).value()).isEmpty();
    }

    private static HeaderParameters of(String header, Charset charset) {
        return new HeaderParameters(header.getBytes(charset));
    }
}
