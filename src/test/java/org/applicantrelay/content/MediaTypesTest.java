package org.applicantrelay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.applicantrelay.sandbox.SampleCv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    private static final List<String> DEFAULT = List.of("pdf", "doc", "docx", "odt", "rtf", "txt", "html", "images");
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final byte[] OLE = hex("d0cf11e0a1b11ae1");
    private static final byte[] EXE = hex("4d5a90000300000004000000ffff0000");

    @ParameterizedTest
    @CsvSource({
        "cv.pdf, application/pdf",
        "121784969.doc, application/rtf",
        "cv.rtf, application/rtf",
        "cv.docx, " + DOCX,
        "cv.txt, text/plain"
    })
    void aCvIsKnownByItsContent(String name, String mediaType) {
        byte[] head = SampleCv.of(name, "Anna Example", 4000);

        assertThat(MediaTypes.detect(head, name)).isEqualTo(mediaType);
        assertThat(MediaTypes.allowed(mediaType, DEFAULT)).isTrue();
    }

    @Test
    void aCvUnderAWrongOrNoNameIsKnownAllTheSame() {
        byte[] pdf = SampleCv.of("cv.pdf", "Anna Example", 4000);

        assertThat(MediaTypes.detect(pdf, "cv.doc")).isEqualTo("application/pdf");
        assertThat(MediaTypes.detect(pdf, null)).isEqualTo("application/pdf");
    }

    @Test
    void oldWordIsKnownByItsContainer() {
        byte[] head = Arrays.copyOf(OLE, 1024);

        assertThat(MediaTypes.detect(head, "cv.doc")).isEqualTo("application/msword");
        assertThat(MediaTypes.detect(head, null)).isEqualTo("application/msword");
        assertThat(MediaTypes.allowed(MediaTypes.detect(head, "cv.xls"), DEFAULT))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'<html><body>Hello</body></html>', cv.html, text/html",
        "'<!DOCTYPE html><html></html>', , text/html",
        "'<p>Hello</p>', cv.html, text/html",
        "'Hello', cv.txt, text/plain",
        "'Hello', , text/plain",
        "'{\\rtf1 Hello}', cv.doc, application/rtf"
    })
    void textsAreToldApart(String content, String name, String mediaType) {
        assertThat(MediaTypes.detect(content.getBytes(StandardCharsets.UTF_8), name))
                .isEqualTo(mediaType);
    }

    @Test
    void imagesAreAllowedWhereTheyAreNamed() {
        String type = MediaTypes.detect(hex("89504e470d0a1a0a0000000d49484452"), "scan.png");

        assertThat(type).isEqualTo("image/png");
        assertThat(MediaTypes.allowed(type, DEFAULT)).isTrue();
        assertThat(MediaTypes.allowed(type, List.of("pdf"))).isFalse();
        assertThat(MediaTypes.allowed(type, List.of("pdf", " Image/PNG "))).isTrue();
    }

    @Test
    void aProgramIsRefusedWhateverItsName() {
        for (String name : List.of("cv.pdf", "cv.doc", "cv.docx", "cv.txt", "cv")) {
            assertThat(MediaTypes.allowed(MediaTypes.detect(EXE, name), DEFAULT))
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void bytesThatAreNothingKnownAreNotWhatTheirNameSays() {
        byte[] noise = new byte[1024];
        new Random(1).nextBytes(noise);

        for (String name : List.of("cv.pdf", "cv.doc", "cv.docx", "cv.png", "cv.html")) {
            assertThat(MediaTypes.allowed(MediaTypes.detect(noise, name), DEFAULT))
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void anArchiveIsADocumentOnlyByItsName() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("notes/cv.txt"));
        }

        assertThat(MediaTypes.detect(zip.toByteArray(), "cv.zip")).isEqualTo("application/zip");
        assertThat(MediaTypes.detect(zip.toByteArray(), "cv.docx")).isEqualTo(DOCX);
        assertThat(MediaTypes.detect(zip.toByteArray(), "cv.odt")).isEqualTo("application/vnd.oasis.opendocument.text");
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf, .pdf",
        DOCX + ", .docx",
        "application/msword, .doc",
        "text/plain, .txt",
        "image/jpeg, .jpg",
        "text/calendar, .ics",
        "application/octet-stream, ''",
        "no/such-type, ''",
        "no type at all, ''"
    })
    void namesOfATypeEndAsTheyMostlyDo(String mediaType, String extension) {
        assertThat(MediaTypes.extension(mediaType)).isEqualTo(extension);
    }

    @Test
    void nothingIsAllowedForAFileWithoutAType() {
        assertThat(MediaTypes.allowed(null, DEFAULT)).isFalse();
        assertThat(MediaTypes.allowed("application/pdf", List.of())).isFalse();
        assertThat(MediaTypes.allowed("application/pdf", List.of(" PDF "))).isTrue();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
