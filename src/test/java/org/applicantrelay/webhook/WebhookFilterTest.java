package org.applicantrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.applicantrelay.settings.Secret;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a real server does not show in a test's time; all else is shown over a port, with the route. */
class WebhookFilterTest {

    private static final String SECRET = "secret";
    private static final SignedEvent EVENT = SignedEvent.of(SignedEvent.form(SignedEvent.fields(1, 1)), SECRET);

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    @Test
    void aBodyThatDripsIsGivenUpThoughBytesKeepComing() throws Exception {
        filter(Duration.ofMillis(100)).doFilter(dripping(10), response, chain);

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void aSlowBodyThatEndsInTimeIsTakenAndCanBeReadAgainAndAgain() throws Exception {
        filter(Duration.ofSeconds(30)).doFilter(dripping(0), response, chain);

        HttpServletRequest passed = (HttpServletRequest) chain.getRequest();
        assertThat(passed.getInputStream().readAllBytes()).isEqualTo(EVENT.body());
        assertThat(passed.getInputStream().readAllBytes()).isEqualTo(EVENT.body());
        assertThat(passed.getReader().lines()).hasSize(1);
        assertThat(passed.getContentLength()).isEqualTo(EVENT.body().length);
    }

    @Test
    void aBodyThatBreaksOffIsUnreadable() throws Exception {
        MockHttpServletRequest request = request(new Drip(0) {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        });

        filter(Duration.ofSeconds(30)).doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(chain.getRequest()).isNull();
    }

    private static WebhookFilter filter(Duration longest) {
        return new WebhookFilter(
                new Signature(Secret.of(SECRET), null),
                new WebhookMeter(new SimpleMeterRegistry()),
                10_000,
                longest,
                () -> false);
    }

    private static MockHttpServletRequest dripping(int millis) {
        return request(new Drip(millis));
    }

    private static MockHttpServletRequest request(ServletInputStream body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", WebhookFilter.PATH) {
            @Override
            public ServletInputStream getInputStream() {
                return body;
            }
        };
        request.setContentType("application/x-www-form-urlencoded");
        request.addHeader("authorization", EVENT.signature());
        return request;
    }

    /** The event, one byte at a time. */
    private static class Drip extends ServletInputStream {

        private final int millis;
        private int at;

        Drip(int millis) {
            this.millis = millis;
        }

        @Override
        public int read() throws IOException {
            if (millis > 0) {
                LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            }
            return at < EVENT.body().length ? EVENT.body()[at++] : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = read();
            if (read < 0) {
                return -1;
            }
            buffer[offset] = (byte) read;
            return 1;
        }

        @Override
        public boolean isFinished() {
            return at == EVENT.body().length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException();
        }
    }
}
