package org.applicantrelay.jobtrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpEntity;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTER = "Say \"cv:content\", \\ and\n\u2028 Zo\u00eb \ud83d\ude42";

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 57, 76, 256 * 1024, 256 * 1024 + 1, 1_000_000})
    void theCvStandsInTheJsonAsBase64(int size) throws Exception {
        byte[] cv = bytes(size);
        byte[] body = written(ApplicationBody.base64(mapped(), cv("cv.pdf", cv)));

        JsonNode json = JSON.readTree(body);
        assertThat(json.at("/cv/content").binaryValue()).isEqualTo(cv);
        ObjectNode expected = (ObjectNode) JSON.readTree(mapped());
        ((ObjectNode) expected.get("cv")).put("content", cv);
        assertThat(json.toString()).isEqualTo(expected.toString());
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 256 * 1024 + 1})
    void theLengthIsKnownBeforehandInBothModes(int size) throws Exception {
        ApplicationBody.Cv cv = cv("Zo\u00eb.pdf", bytes(size));
        for (HttpEntity entity : new HttpEntity[] {
            ApplicationBody.base64(mapped(), cv), ApplicationBody.multipart(mapped(), cv, "application", "cv")
        }) {
            assertThat(written(entity)).hasSize((int) entity.getContentLength());
        }
    }

    @Test
    void aRepeatedSendBeginsAnew() throws Exception {
        ApplicationBody.Cv cv = cv("cv.pdf", bytes(1000));
        HttpEntity base64 = ApplicationBody.base64(mapped(), cv);
        HttpEntity multipart = ApplicationBody.multipart(mapped(), cv, "application", "cv");

        assertThat(base64.isRepeatable()).isTrue();
        assertThat(written(base64)).isEqualTo(written(base64));
        assertThat(multipart.isRepeatable()).isTrue();
        assertThat(written(multipart)).isEqualTo(written(multipart));
        assertThat(opened).hasValue(4);
        assertThat(closed).hasValue(4);
    }

    @Test
    void withoutACvTheJsonLeavesAsItIs() throws Exception {
        String mapped = "{\"coverLetter\":\"Zo\u00eb\"}";
        HttpEntity entity = ApplicationBody.base64(mapped, null);

        assertThat(new String(written(entity), StandardCharsets.UTF_8)).isEqualTo(mapped);
        assertThat(entity.getContentType()).startsWith("application/json");
        byte[] form = written(ApplicationBody.multipart(mapped, null, "application", "cv"));
        assertThat(new String(form, StandardCharsets.UTF_8))
                .contains("\r\n\r\n" + mapped + "\r\n--")
                .containsOnlyOnce("form-data");
    }

    @Test
    void aMappingThatLeavesTheCvOutIsObeyed() throws Exception {
        String mapped = "{\"source\":\"Reed\"}";

        assertThat(written(ApplicationBody.base64(mapped, cv("cv.pdf", bytes(10)))))
                .asString()
                .isEqualTo(mapped);
        assertThat(opened).hasValue(0);
    }

    @Test
    void theMarkerMustStandOnceAndOnlyWithACv() {
        String twice = "{\"cv\":{\"content\":\"cv:content\"},\"copy\":\"cv:content\"}";
        ApplicationBody.Cv cv = cv("cv.pdf", bytes(10));

        assertMappingFailed(() -> ApplicationBody.base64(mapped(), null));
        assertMappingFailed(() -> ApplicationBody.multipart(mapped(), null, "application", "cv"));
        assertMappingFailed(() -> ApplicationBody.base64(twice, cv));
        assertMappingFailed(() -> ApplicationBody.multipart(twice, cv, "application", "cv"));
    }

    @Test
    void asAFormTheJsonLeavesWithoutTheCvAndTheCvAsAFile() throws Exception {
        byte[] cv = bytes(300_000);
        HttpEntity form = ApplicationBody.multipart(mapped(), cv("cv.pdf", cv), "application", "file");

        assertThat(form.getContentType()).startsWith("multipart/form-data; boundary=");
        String json = part(form, "application");
        assertThat(json).contains("Content-Type: application/json\r\n");
        JsonNode tree = JSON.readTree(json.substring(json.indexOf("\r\n\r\n")).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(tree.has("cv")).isFalse();
        ObjectNode expected = (ObjectNode) JSON.readTree(mapped());
        expected.remove("cv");
        assertThat(tree).isEqualTo(expected);
        String file = part(form, "file");
        assertThat(file)
                .contains("Content-Disposition: form-data; name=\"file\"; filename=\"cv.pdf\"")
                .contains("Content-Type: application/pdf\r\n");
        assertThat(file.substring(file.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(cv);
    }

    @Test
    void aFileNameKeepsItsAccents() throws Exception {
        HttpEntity form =
                ApplicationBody.multipart(mapped(), cv("Zo\u00eb \u4f60\u597d.pdf", bytes(1)), "application", "cv");

        // As browsers send it: the name's UTF-8 bytes, read here one by one.
        assertThat(part(form, "cv"))
                .contains("filename=\""
                        + new String(
                                "Zo\u00eb \u4f60\u597d.pdf".getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1)
                        + "\"");
    }

    @Test
    void aFileNameCannotAddAHeaderOrAPart() throws Exception {
        HttpEntity form = ApplicationBody.multipart(
                mapped(), cv("a\"; name=\"x\r\nX-Evil: 1\r\n\r\nb.pdf", bytes(1)), "application", "cv");

        assertThat(part(form, "cv").lines().takeWhile(line -> !line.isEmpty()).toList())
                .noneMatch(line -> line.startsWith("X-Evil"))
                .hasSizeLessThanOrEqualTo(4);
        assertThat(part(form, "cv")).doesNotContain("; name=\"x");
    }

    private static String mapped() throws IOException {
        ObjectNode mapped = JSON.createObjectNode();
        mapped.put("coverLetter", LETTER);
        mapped.putObject("cv").put("fileName", "cv.pdf").put("content", ApplicationBody.MARKER);
        mapped.put("source", "Reed");
        return JSON.writeValueAsString(mapped);
    }

    private ApplicationBody.Cv cv(String name, byte[] bytes) {
        return new ApplicationBody.Cv(name, "application/pdf", bytes.length, () -> {
            opened.incrementAndGet();
            return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        });
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] written(HttpEntity entity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entity.writeTo(out);
        return out.toByteArray();
    }

    /** The headers and the content of a part, byte by byte as characters. */
    private static String part(HttpEntity form, String name) throws IOException {
        String boundary = "--" + form.getContentType().replaceAll(".*boundary=([^;]+).*", "$1");
        for (String part : new String(written(form), StandardCharsets.ISO_8859_1).split(boundary)) {
            if (part.contains("form-data; name=\"" + name + "\"")) {
                return part.substring(2, part.length() - 2);
            }
        }
        throw new AssertionError("no part " + name);
    }

    private static void assertMappingFailed(ThrowingCall call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(RelayException.class, e -> assertThat(e.fault())
                .isEqualTo(Fault.MAPPING_FAILED));
    }

    private interface ThrowingCall {
        Object run() throws IOException;
    }
}
