package org.applicantrelay.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What requests meet while a route is made anew; that none is answered 404 is shown over a port, with the route. */
class HttpGateTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    @AfterEach
    void noCallerWaits() {
        assertThat(callers.shutdownNow()).isEmpty();
    }

    @Test
    void aRequestWaitsAtTheClosedGateAndGoesOn() throws Exception {
        HttpGate gate = new HttpGate(Duration.ofSeconds(30));
        Thread[] waiting = new Thread[1];
        gate.closing().lock();
        Future<?> request = callers.submit(() -> {
            waiting[0] = Thread.currentThread();
            return pass(gate);
        });
        await().until(() -> waiting[0] != null && waiting[0].getState() == Thread.State.TIMED_WAITING);
        assertThat(chain.getRequest()).isNull();

        gate.closing().unlock();
        request.get();

        assertThat(chain.getRequest()).isNotNull();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void aRequestThatHasWaitedForTooLongIsToBeSentAgain() throws Exception {
        HttpGate gate = new HttpGate(Duration.ofMillis(50));
        gate.closing().lock();

        callers.submit(() -> pass(gate)).get();

        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        gate.closing().unlock();
    }

    /** One that fails, too, leaves the gate so that it can be closed; and the gate closes behind those that are inside. */
    @Test
    void theGateClosesOnceThoseInsideAreThrough() throws Exception {
        HttpGate gate = new HttpGate(Duration.ofSeconds(30));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Future<?> request = callers.submit(() -> {
            gate.doFilter(new MockHttpServletRequest(), response, (asked, answered) -> {
                inside.countDown();
                await().until(() -> answer.getCount() == 0);
                throw new IOException("The caller has gone");
            });
            return null;
        });
        inside.await();
        assertThat(gate.closing().tryLock()).isFalse();

        answer.countDown();
        await().until(request::isDone);

        assertThat(gate.closing().tryLock()).isTrue();
    }

    /** A route answers in a thread of its own, and may not have begun when the filter returns. */
    @Test
    void whoeverIsAnsweredByAnotherThreadIsInsideUntilThen() throws Exception {
        HttpGate gate = new HttpGate(Duration.ofSeconds(30));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAsyncSupported(true);
        gate.doFilter(request, response, (asked, answered) -> asked.startAsync());
        assertThat(gate.closing().tryLock()).isFalse();

        request.getAsyncContext().complete();

        assertThat(gate.closing().tryLock()).isTrue();
    }

    private Void pass(HttpGate gate) throws Exception {
        gate.doFilter(new MockHttpServletRequest(), response, chain);
        return null;
    }
}
