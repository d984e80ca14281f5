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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets requests wait while a route that answers them is made anew; without it they would be answered 404. */
class HttpGate extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final long patienceMillis;
    private final transient ReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** @param patience how long a request waits; less than a caller's own, idibu's being 5 s */
    HttpGate(Duration patience) {
        this.patienceMillis = patience.toMillis();
    }

    /** Held while no request may look for its route; those that have found theirs go on. */
    Lock closing() {
        return lock.writeLock();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Lock passing = lock.readLock();
        if (!await(passing)) {
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            passing.unlock();
        }
    }

    private boolean await(Lock passing) {
        try {
            return passing.tryLock(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
