package org.applicantrelay.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sink that keeps the files of one mail, and what the mail's tests share. */
class Files implements FileSink {

    final Map<String, byte[]> byName = new LinkedHashMap<>();

    @Override
    public void file(int position, String name, InputStream content) throws IOException {
        if (position != byName.size() || byName.put(name, content.readAllBytes()) != null) {
            throw new IllegalStateException("position or name twice: " + position);
        }
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    String text(String name) {
        return new String(byName.get(name), StandardCharsets.UTF_8);
    }

    /** Reads a mail of ASCII or UTF-8 lines; this sink holds its files afterwards. */
    ReadMail read(String... lines) throws IOException {
        return read(bytes(lines));
    }

    ReadMail read(byte[] mail) throws IOException {
        byName.clear();
        return MailReader.read(new ByteArrayInputStream(mail), this);
    }

    static byte[] bytes(String... lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Lines, of which some may hold several. */
    static String lines(String... lines) {
        return String.join("\r\n", lines);
    }
}
