package org.applicantrelay.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;

/** Does something once a request is answered, be it by the thread that took it or by another. */
public final class AtTheEnd implements AsyncListener {

    private final Runnable task;

    private AtTheEnd(Runnable task) {
        this.task = task;
    }

    /** At once where the request is answered; called by a filter when the rest of its chain has returned. */
    public static void of(ServletRequest request, Runnable task) {
        if (!request.isAsyncStarted()) {
            task.run();
            return;
        }
        try {
            request.getAsyncContext().addListener(new AtTheEnd(task));
        } catch (IllegalStateException e) {
            // It was answered at this moment.
            task.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        task.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Spring answers, and completes.
    }

    @Override
    public void onError(AsyncEvent event) {
        // The same.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Would be a second answer.
    }
}
