package org.applicantrelay.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Set;
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

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
        String name = logger.getName();
        boolean silent =
                PAYLOAD_LOGGERS.contains(name) || isInPayloadPackage(name) && !isPlainWarning(level, params, t);
        return silent ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** Asked for every line that might be written, DEBUG and TRACE included. */
    private static boolean isInPayloadPackage(String name) {
        for (String prefix : PAYLOAD_PACKAGES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** One about the connection, which nobody else reports; one with an exception is about a mail, and repeats ours. */
    private static boolean isPlainWarning(Level level, Object[] params, Throwable t) {
        return level.isGreaterOrEqual(Level.WARN)
                && t == null
                && (params == null || Stream.of(params).noneMatch(Throwable.class::isInstance));
    }
}
