package org.applicantrelay.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests byte for byte, for what no client would send: each on a connection of its own. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /** @param text head and body as they came */
    public record Reply(String text) {

        public int status() {
            return Integer.parseInt(text.split(" ")[1]);
        }

        public String head() {
            return text.substring(0, text.indexOf("\r\n\r\n"));
        }

        public String body() {
            String body = text.substring(text.indexOf("\r\n\r\n") + 4);
            return head().contains("Transfer-Encoding: chunked") ? unchunked(body) : body;
        }

        private static String unchunked(String body) {
            StringBuilder whole = new StringBuilder();
            String rest = body;
            for (int size = size(rest); size > 0; size = size(rest)) {
                int begin = rest.indexOf("\r\n") + 2;
                whole.append(rest, begin, begin + size);
                rest = rest.substring(begin + size + 2);
            }
            return whole.toString();
        }

        private static int size(String chunk) {
            return Integer.parseInt(chunk.substring(0, chunk.indexOf("\r\n")), 16);
        }
    }

    /**
     * Sends a request line and headers, with Host, Connection and, for a body, Content-Length added, and waits for the
     * whole answer.
     *
     * @param body null for none, and none is announced
     */
    public static Reply send(int port, String requestLine, byte[] body, String... headers) throws IOException {
        StringBuilder head =
                new StringBuilder(requestLine + " HTTP/1.1\r\nHost: relay.example\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return exchange(port, bytes(head + "\r\n"), body == null ? new byte[0] : body);
    }

    /** Sends these bytes, one part after the other, and waits for the whole answer. */
    public static Reply exchange(int port, byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                out.write(part);
                out.flush();
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return new Reply(answer.toString(StandardCharsets.ISO_8859_1));
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
