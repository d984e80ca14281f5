package org.applicantrelay.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A field of a form or query, or a segment of a path, encoded; Camel's own encoding leaves a plus sign, which then reads as a space. */
public final class Form {

    private Form() {}

    public static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** {@code text} as one segment of a path, where a plus sign is none. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
