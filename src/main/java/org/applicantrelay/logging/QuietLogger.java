package org.applicantrelay.logging;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Holds a logger at WARN while it is open, for work of which it would say a line a step, and what it says is no news. */
public final class QuietLogger implements AutoCloseable {

    private final LoggingSystem logging = LoggingSystem.get(QuietLogger.class.getClassLoader());
    private final String name;
    private final LogLevel before;

    /** @param name of the logger and of all below it that have no level of their own */
    public QuietLogger(String name) {
        this.name = name;
        LoggerConfiguration now = logging.getLoggerConfiguration(name);
        this.before = now == null ? null : now.getConfiguredLevel();
        logging.setLogLevel(name, LogLevel.WARN);
    }

    @Override
    public void close() {
        logging.setLogLevel(name, before);
    }
}
