package org.applicantrelay.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request, read the way the simulators need it. */
final class Call {

    private final HttpExchange exchange;
    private final Map<String, String> params;

    Call(HttpExchange exchange) {
        this.exchange = exchange;
        this.params = decode(query());
    }

    String method() {
        return exchange.getRequestMethod();
    }

    boolean isGet() {
        return "GET".equals(method());
    }

    boolean isDelete() {
        return "DELETE".equals(method());
    }

    boolean isPost() {
        return "POST".equals(method());
    }

    String path() {
        return exchange.getRequestURI().getRawPath();
    }

    String query() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : query;
    }

    /** The decoded parts of the path after this prefix; null where the path does not begin with it. */
    List<String> partsAfter(String prefix) {
        String path = path();
        if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
            return null;
        }
        return Arrays.stream(path.substring(prefix.length()).split("/"))
                .skip(1)
                .map(Call::decodePathPart)
                .toList();
    }

    Optional<String> param(String name) {
        return Optional.ofNullable(params.get(name));
    }

    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    Map<String, List<String>> headers() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }

    boolean hasContentType(String type) {
        String header = header("Content-Type");
        return header != null
                && header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(type);
    }

    /** The length that the caller announced; 0 where it sends chunks. */
    long length() {
        String length = header("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    /** The body; a reader that closes it leaves the connection as it is, so that the rest can be drained. */
    InputStream body() {
        return new FilterInputStream(exchange.getRequestBody()) {
            @Override
            public void close() {}
        };
    }

    String text() throws IOException {
        return new String(body().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whatever the caller has sent, line by line. */
    String everything() throws IOException {
        return method() + " " + exchange.getRequestURI() + "\n" + headers() + "\n" + text();
    }

    /** The fields of a form; none where the body is sent as something else. */
    Map<String, String> form() throws IOException {
        return hasContentType("application/x-www-form-urlencoded") ? decode(text()) : Map.of();
    }

    private static Map<String, String> decode(String encoded) {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                decoded.putIfAbsent(decodeField(name), decodeField(value));
            }
        }
        return decoded;
    }

    private static String decodeField(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }

    private static String decodePathPart(String encoded) {
        return decodeField(encoded.replace("+", "%2B"));
    }
}
