package org.applicantrelay.reload;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;
import org.applicantrelay.http.AtTheEnd;

/** Lets requests wait while a route that answers them is made anew; without it they would be answered 404 or 503. */
class HttpGate extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final long patienceMillis;

    /** Who passes answers in another thread, and gives it back there. */
    private final transient StampedLock lock = new StampedLock();

    /** @param patience how long a request waits; less than a caller's own, idibu's being 5 s */
    HttpGate(Duration patience) {
        this.patienceMillis = patience.toMillis();
    }

    /** Held while no request is under way, and none may begin. */
    Lock closing() {
        return lock.asWriteLock();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long passing = await();
        if (passing == 0) {
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            AtTheEnd.of(request, () -> lock.unlockRead(passing));
        }
    }

    /** 0 where it stays closed. */
    private long await() {
        try {
            return lock.tryReadLock(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
