package org.applicantrelay.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Of the warnings about a mailbox, passes those without an exception: they are about the connection, which nobody else
 * reports. One with an exception is about a mail, may quote it, and repeats ours.
 */
public class MailWarningsFilter extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent line) {
        boolean aboutAMail = line.getThrowableProxy() != null
                && PayloadLoggers.MAILS.stream()
                        .anyMatch(name -> PayloadLoggers.isOrIsUnder(line.getLoggerName(), name));
        return aboutAMail ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
