package org.applicantrelay.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** An HTTP answer of a simulator. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, Filler.bytes(body), Map.of());
    }

    static Answer json(int status, JsonNode body) {
        try {
            return of(
                    status,
                    "application/json; charset=utf-8",
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Answer html(String body) {
        return of(200, "text/html; charset=utf-8", body);
    }

    /** What a gateway says in front of a service that is down: neither XML nor JSON. */
    static Answer gateway(int status) {
        return of(
                status,
                "text/html; charset=utf-8",
                "<html><head><title>%d</title></head><body><center><h1>%d</h1></center></body></html>\n"
                        .formatted(status, status));
    }

    static Answer redirect(String location) {
        return new Answer(302, "text/html", new byte[0], Map.of("Location", location));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }

    /** This answer with some text before it. */
    Answer after(String text) {
        byte[] before = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        return new Answer(status, contentType, all, headers);
    }

    /** The first half of this answer, as if it were the whole. */
    Answer cut() {
        return new Answer(status, contentType, Arrays.copyOf(body, body.length / 2), headers);
    }
}
