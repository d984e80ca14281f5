package org.applicantrelay.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart/form-data body (RFC 7578), taken apart in memory without copying its parts. */
final class MultipartBody {

    /** One part; its content is a view on the body. */
    record Part(Map<String, String> headers, InputStream content) {

        private static final Pattern NAME = parameter("name");
        private static final Pattern FILE_NAME = parameter("filename");
        private static final Pattern EXTENDED_FILE_NAME =
                Pattern.compile(";\\s*filename\\*=UTF-8''([^;\\s]+)", Pattern.CASE_INSENSITIVE);

        private static Pattern parameter(String name) {
            return Pattern.compile(
                    ";\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
        }

        String name() {
            return find(NAME);
        }

        String contentType() {
            return headers.get("content-type");
        }

        /** Null where the part has none. RFC 2231's form goes first, as mail clients and servers do. */
        String fileName() {
            Matcher extended = EXTENDED_FILE_NAME.matcher(disposition());
            return extended.find()
                    ? URLDecoder.decode(extended.group(1).replace("+", "%2B"), StandardCharsets.UTF_8)
                    : find(FILE_NAME);
        }

        private String disposition() {
            return headers.getOrDefault("content-disposition", "");
        }

        private String find(Pattern pattern) {
            Matcher matcher = pattern.matcher(disposition());
            if (!matcher.find()) {
                return null;
            }
            return matcher.group(1) == null
                    ? matcher.group(2)
                    // Browsers write %22 for a quote, others escape it with a backslash.
                    : matcher.group(1).replaceAll("\\\\(.)", "$1").replace("%22", "\"");
        }
    }

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

    private final List<Part> parts = new ArrayList<>();

    static MultipartBody read(String contentType, InputStream in) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new ApplicationBody.NotJson("multipart without a boundary");
        }
        return new MultipartBody(in.readAllBytes(), boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    }

    private MultipartBody(byte[] body, String boundary) throws IOException {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] innerDelimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int at = startsWith(body, 0, delimiter) ? delimiter.length : afterFirst(body, innerDelimiter);
        while (!startsWith(body, at, "--".getBytes(StandardCharsets.ISO_8859_1))) {
            int begin = lineEnd(body, at);
            int end = indexOf(body, begin - 2, innerDelimiter);
            if (end < 0) {
                throw new ApplicationBody.NotJson("multipart without its last boundary");
            }
            parts.add(part(body, begin, Math.max(begin, end)));
            at = end + innerDelimiter.length;
        }
    }

    Optional<Part> part(String name) {
        return parts.stream().filter(part -> name.equals(part.name())).findFirst();
    }

    private static Part part(byte[] body, int begin, int end) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        int at = begin;
        while (!startsWith(body, at, new byte[] {'\r', '\n'})) {
            int next = lineEnd(body, at);
            if (next > end) {
                throw new ApplicationBody.NotJson("a part of the multipart body has no content");
            }
            String line = new String(body, at, next - 2 - at, StandardCharsets.UTF_8);
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            at = next;
        }
        int content = at + 2;
        return new Part(headers, new ByteArrayInputStream(body, content, Math.max(0, end - content)));
    }

    private static int lineEnd(byte[] body, int from) throws IOException {
        int found = indexOf(body, from, new byte[] {'\r', '\n'});
        if (found < 0) {
            throw new ApplicationBody.NotJson("the multipart body ends too early");
        }
        return found + 2;
    }

    private static int afterFirst(byte[] body, byte[] delimiter) throws IOException {
        int found = indexOf(body, 0, delimiter);
        if (found < 0) {
            throw new ApplicationBody.NotJson("the multipart body does not hold its boundary");
        }
        return found + delimiter.length;
    }

    private static int indexOf(byte[] body, int from, byte[] wanted) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (startsWith(body, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted) {
        if (at + wanted.length > body.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (body[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
