package org.applicantrelay.webhook;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.applicantrelay.http.AtTheEnd;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Lets nothing through to the route but a signed event of an allowed size. It stands before Camel because that reads a
 * form without a limit, loses its bytes, and answers 500 to a broken one before any step is asked.
 */
class WebhookFilter extends HttpFilter {

    /** Compared with the path as it was sent: servers and routers differ in what they take for the same path. */
    static final String PATH = "/webhooks/idibu";

    private static final long serialVersionUID = 1L;
    private static final int PART = 8192;

    private final transient Signature signature;
    private final transient WebhookMeter meter;
    private final long largest;
    private final long longest;
    private final transient BooleanSupplier isPaused;

    /**
     * @param largest of a body, in bytes
     * @param longest from the first to the last byte of a body
     * @param isPaused while it is true, genuine events are to be sent again later
     */
    WebhookFilter(Signature signature, WebhookMeter meter, long largest, Duration longest, BooleanSupplier isPaused) {
        this.isPaused = isPaused;
        this.signature = signature;
        this.meter = meter;
        this.largest = largest;
        this.longest = longest.toNanos();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        byte[] body;
        try {
            body = admit(request);
        } catch (RefusedException e) {
            refuse(response, e.answer);
            meter.answered(e.answer);
            return;
        }
        try {
            chain.doFilter(new SignedRequest(request, body), response);
        } catch (IOException | ServletException | RuntimeException e) {
            meter.answered(WebhookAnswer.FAILED.status());
            throw e;
        }
        // The route answers in a thread of its own.
        AtTheEnd.of(request, () -> meter.answered(response.getStatus()));
    }

    /** The body of a genuine event. */
    private byte[] admit(HttpServletRequest request) throws RefusedException {
        refuseUnless(request.getRequestURI().equals(request.getContextPath() + PATH), WebhookAnswer.NOT_FOUND);
        refuseUnless(request.getMethod().equals("POST"), WebhookAnswer.WRONG_METHOD);
        refuseUnless(isForm(request.getContentType()), WebhookAnswer.WRONG_TYPE);
        refuseUnless(request.getContentLengthLong() <= largest, WebhookAnswer.TOO_LARGE);
        byte[] body = read(request);
        List<String> given = Collections.list(request.getHeaders("authorization"));
        refuseUnless(given.size() == 1 && signature.isOf(body, given.get(0)), WebhookAnswer.UNSIGNED);
        refuseUnless(!isPaused.getAsBoolean(), WebhookAnswer.PAUSED);
        return body;
    }

    private static void refuseUnless(boolean right, WebhookAnswer otherwise) throws RefusedException {
        if (!right) {
            throw new RefusedException(otherwise);
        }
    }

    private static boolean isForm(String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(
                            MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Not trusted to be as long as it says, nor to end. */
    private byte[] read(HttpServletRequest request) throws RefusedException {
        long begin = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        try {
            InputStream sent = request.getInputStream();
            for (int length = sent.read(part); length >= 0; length = sent.read(part)) {
                refuseUnless(body.size() + (long) length <= largest, WebhookAnswer.TOO_LARGE);
                refuseUnless(System.nanoTime() - begin <= longest, WebhookAnswer.TOO_SLOW);
                body.write(part, 0, length);
            }
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            boolean silent = Stream.iterate(e, thrown -> thrown != null, Throwable::getCause)
                    .anyMatch(SocketTimeoutException.class::isInstance);
            throw new RefusedException(silent ? WebhookAnswer.TOO_SLOW : WebhookAnswer.UNREADABLE);
        }
        return body.toByteArray();
    }

    private static void refuse(HttpServletResponse response, WebhookAnswer answer) throws IOException {
        switch (answer) {
            case WRONG_METHOD -> response.setHeader("Allow", "POST");
            // What is left of the body is not worth reading.
            case TOO_LARGE, TOO_SLOW, UNREADABLE -> response.setHeader("Connection", "close");
            default -> {
                // The status says it all.
            }
        }
        response.setStatus(answer.status());
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().print(answer.text());
    }

    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final WebhookAnswer answer;

        RefusedException(WebhookAnswer answer) {
            this.answer = answer;
        }
    }
}
