package org.applicantrelay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An event as idibu posts it to a webhook: a form, in the order of idibu.md.
 *
 * @param fields decoded; an empty one is sent as such
 */
public record WebhookEvent(Map<String, String> fields) {

    public static final String FORM = "application/x-www-form-urlencoded";

    private static final String ALGORITHM = "HmacSHA256";

    /** V3 of idibu's API expects an answer within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public WebhookEvent {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Somebody has applied: a pointer to the applicant, without name, CV or message. */
    public static WebhookEvent applicationReceived(SimulatedApplicant applicant, long clientId, String jobTitle) {
        return of("ApplicationReceived", clientId)
                .with("sender_id", String.valueOf(IdibuXml.SENDER_ID))
                .with("job_id", text(applicant.data().jobId()))
                .with("job_reference", text(applicant.data().jobReference()))
                .with("job_title", text(jobTitle))
                .with("postlog_id", String.valueOf(applicant.postLogId()))
                .with("aptrack_id", String.valueOf(applicant.id()))
                .with("from", text(applicant.email()))
                .with("portal_id", text(applicant.data().portalId()))
                .with("date", text(applicant.date()));
    }

    /** An event of any type, with an id of its own, about nothing yet. */
    public static WebhookEvent of(String type, long clientId) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event_id", UUID.randomUUID().toString());
        fields.put("type", type);
        fields.put("client_id", String.valueOf(clientId));
        return new WebhookEvent(fields);
    }

    /** The same event with this field; null leaves the field out. */
    public WebhookEvent with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return new WebhookEvent(changed);
    }

    public String type() {
        return fields.getOrDefault("type", "");
    }

    /** The form, in UTF-8; a space is written as +. */
    public byte[] body() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of the header {@code authorization} for these bytes, as lower-case hex. */
    public static String hex(byte[] body, String secret) {
        return HexFormat.of().formatHex(digest(body, secret));
    }

    /** The same in base64: idibu does not say which of the two it uses. */
    public static String base64(byte[] body, String secret) {
        return Base64.getEncoder().encodeToString(digest(body, secret));
    }

    /**
     * Posts a body as it is, as an event; follows no redirect.
     *
     * @param authorization null sends no such header
     * @throws UncheckedIOException where there is no connection, or no answer within 5 seconds
     */
    public static HttpResponse<String> post(URI url, byte[] body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("authorization", authorization);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an event was sent", e);
        }
    }

    private static byte[] digest(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
