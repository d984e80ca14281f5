package org.applicantrelay.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Marker;

/**
 * Silences the loggers that would print whole payloads or entities, whatever level is set for them: no mask can tell
 * a name in a CV from any other word, nor a credential that the wire log has split over two lines.
 */
public class PayloadLoggersFilter extends TurboFilter {

    private static final Set<String> PAYLOAD_LOGGERS = Set.of(
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
    private static final List<String> PAYLOAD_PACKAGES =
            List.of("org.apache.camel.component.mail.", "org.eclipse.angus.mail", "jakarta.mail", "com.sun.mail");

    /** What a logger may write. */
    private enum Contents {
        PAYLOAD,
        MAILS,
        HARMLESS
    }

    private final Map<String, Contents> contents = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
        // Asked for every line that might be written, DEBUG and TRACE included.
        boolean silent =
                switch (contents.computeIfAbsent(logger.getName(), PayloadLoggersFilter::contents)) {
                    case PAYLOAD -> true;
                    case MAILS -> !isPlainWarning(level, params, t);
                    case HARMLESS -> false;
                };
        return silent ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static Contents contents(String logger) {
        if (PAYLOAD_LOGGERS.contains(logger)) {
            return Contents.PAYLOAD;
        }
        return PAYLOAD_PACKAGES.stream().anyMatch(logger::startsWith) ? Contents.MAILS : Contents.HARMLESS;
    }

    /** One about the connection, which nobody else reports; one with an exception is about a mail, and repeats ours. */
    private static boolean isPlainWarning(Level level, Object[] params, Throwable t) {
        return level.isGreaterOrEqual(Level.WARN)
                && t == null
                && (params == null || Stream.of(params).noneMatch(Throwable.class::isInstance));
    }
}
