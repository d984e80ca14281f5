package org.applicantrelay.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import java.util.List;
import java.util.Set;

/**
 * Holds down the loggers that would print whole payloads or entities, whatever level is set for them: no mask can tell
 * a name in a CV from any other word, nor a credential that the wire log has split over two lines. By their levels, and not
 * by a turbo filter, which would be asked for every line that might be written.
 */
public class PayloadLoggers extends ContextAwareBase implements LoggerContextListener, LifeCycle {

    private static final Set<String> PAYLOADS = Set.of(
            "org.apache.hc.client5.http.wire",
            // Request lines of files: a signed link is the file, and its name often the person's.
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.impl.classic.MainClientExec",
            "org.apache.hc.client5.http2.frame.payload",
            "org.hibernate.internal.util.EntityPrinter",
            "org.hibernate.orm.jdbc.bind",
            "org.hibernate.orm.jdbc.extract",
            "org.hibernate.orm.results");

    /** Packages that write down the talk with a mail server, mails and passwords included. */
    static final List<String> MAILS =
            List.of("org.apache.camel.component.mail", "org.eclipse.angus.mail", "jakarta.mail", "com.sun.mail");

    /** Writes down the arguments and the result of each bean that a route calls, at its finest level. */
    private static final String ARGUMENTS = "org.apache.camel.component.bean";

    private boolean started;

    @Override
    public void start() {
        LoggerContext loggers = (LoggerContext) getContext();
        PAYLOADS.forEach(name -> hold(loggers.getLogger(name)));
        MAILS.forEach(name -> hold(loggers.getLogger(name)));
        hold(loggers.getLogger(ARGUMENTS));
        started = true;
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        hold(logger);
    }

    private static void hold(Logger logger) {
        if (PAYLOADS.stream().anyMatch(name -> isOrIsUnder(logger.getName(), name))) {
            hold(logger, Level.OFF);
        } else if (MAILS.stream().anyMatch(name -> isOrIsUnder(logger.getName(), name))) {
            hold(logger, Level.WARN);
        } else if (isOrIsUnder(logger.getName(), ARGUMENTS)) {
            hold(logger, Level.DEBUG);
        }
    }

    private static void hold(Logger logger, Level least) {
        Level held = logger.getEffectiveLevel().isGreaterOrEqual(least) ? logger.getEffectiveLevel() : least;
        // Its own, or it would follow the next change of its package's, which nobody tells us of.
        if (!held.equals(logger.getLevel())) {
            logger.setLevel(held);
        }
    }

    static boolean isOrIsUnder(String logger, String name) {
        return logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
    }

    @Override
    public boolean isResetResistant() {
        // A new configuration brings a new one.
        return false;
    }

    @Override
    public void onReset(LoggerContext loggers) {
        // Without appenders nothing is written.
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public void onStart(LoggerContext loggers) {
        // Held since its own start.
    }

    @Override
    public void onStop(LoggerContext loggers) {
        // Nothing is written any more.
    }
}
