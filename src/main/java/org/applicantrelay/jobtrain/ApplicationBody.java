package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/**
 * Makes the body of a create from the mapped JSON: the CV's bytes take the place of the mapping's marker, streamed
 * from the store at every write, so that a CV is never whole in memory and a repeated send begins anew.
 */
final class ApplicationBody {

    /** What the mapping puts where the CV's bytes belong. */
    static final String MARKER = "cv:content";

    private static final String QUOTED_MARKER = '"' + MARKER + '"';
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApplicationBody() {}

    /**
     * @param name file name, for the multipart mode
     * @param mediaType such as {@code application/pdf}, for the multipart mode
     * @param size in bytes
     * @param bytes opened anew for each write, and closed
     */
    record Cv(String name, String mediaType, long size, Supplier<InputStream> bytes) {

        private void writeTo(OutputStream out) throws IOException {
            try (InputStream content = bytes.get()) {
                content.transferTo(out);
            }
        }
    }

    /** The CV as base64 inside the JSON; {@code cv} is null where there is none. */
    static HttpEntity base64(String mapped, Cv cv) throws RelayException {
        int at = marker(mapped, cv);
        if (at < 0) {
            return new StringEntity(mapped, ContentType.APPLICATION_JSON);
        }
        byte[] before = mapped.substring(0, at + 1).getBytes(StandardCharsets.UTF_8);
        byte[] after = mapped.substring(at + QUOTED_MARKER.length() - 1).getBytes(StandardCharsets.UTF_8);
        long length = before.length + (cv.size() + 2) / 3 * 4 + after.length;
        return new EntityTemplate(length, ContentType.APPLICATION_JSON, null, out -> {
            out.write(before);
            OutputStream encoded = Base64.getEncoder().wrap(new Unclosed(out));
            cv.writeTo(encoded);
            encoded.close();
            out.write(after);
        });
    }

    /** The JSON, without the object that holds the marker, and the CV as parts of a form. */
    static HttpEntity multipart(String mapped, Cv cv, String jsonPart, String cvPart) throws RelayException {
        boolean withCv = marker(mapped, cv) >= 0;
        String boundary = "applicant-relay-" + UUID.randomUUID();
        String json = part(boundary, jsonPart, null, "application/json") + (withCv ? withoutMarker(mapped) : mapped);
        String file = withCv ? "\r\n" + part(boundary, cvPart, cv.name(), cv.mediaType()) : "";
        byte[] before = (json + file).getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        long length = before.length + (withCv ? cv.size() : 0) + after.length;
        ContentType type = ContentType.parse("multipart/form-data; boundary=" + boundary);
        return new EntityTemplate(length, type, null, out -> {
            out.write(before);
            if (withCv) {
                cv.writeTo(out);
            }
            out.write(after);
        });
    }

    /**
     * The head of a part as browsers write it, names in UTF-8: HttpClient's own form builder turns them into question
     * marks, or drops the type of a part that is no file.
     */
    private static String part(String boundary, String name, String fileName, String mediaType) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(name) + '"'
                + (fileName == null ? "" : "; filename=\"" + escaped(fileName) + '"')
                + "\r\nContent-Type: " + mediaType + "\r\n\r\n";
    }

    private static String escaped(String name) {
        return name.replaceAll("\\p{Cntrl}", "_").replace("\"", "%22");
    }

    private static int marker(String mapped, Cv cv) throws RelayException {
        int at = mapped.indexOf(QUOTED_MARKER);
        if (at >= 0 && (cv == null || mapped.indexOf(QUOTED_MARKER, at + 1) >= 0)) {
            throw new RelayException(Fault.MAPPING_FAILED, "the CV's marker must stand once, and only with a CV");
        }
        return at;
    }

    private static String withoutMarker(String mapped) throws RelayException {
        try {
            JsonNode tree = JSON.readTree(mapped);
            remove(tree);
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new RelayException(Fault.MAPPING_FAILED, "the result is not JSON");
        }
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> holdsMarker(field.getValue()));
        }
        node.forEach(ApplicationBody::remove);
    }

    private static boolean holdsMarker(JsonNode value) {
        for (JsonNode child : value) {
            if (child.isTextual() && MARKER.equals(child.textValue())) {
                return true;
            }
        }
        return false;
    }

    /** The end of the base64 is not the end of the body. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
