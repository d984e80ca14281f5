package org.applicantrelay.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadLoggersTest {

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void everythingIsSwitchedOn() {
        PayloadLoggers listener = new PayloadLoggers();
        listener.setContext(context);
        context.addListener(listener);
        listener.start();
        lines.addFilter(new MailWarningsFilter());
        lines.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.hc.client5.http.wire",
                "org.hibernate.orm.jdbc.bind",
                "org.hibernate.orm.jdbc.extract",
                "org.hibernate.internal.util.EntityPrinter"
            })
    void aLoggerOfPayloadsStaysSilentAtAnyLevel(String name) {
        Logger logger = context.getLogger(name);
        logger.setLevel(Level.TRACE);
        logger.trace("Anna Example");
        logger.error("Anna Example");

        assertThat(lines.list).isEmpty();
        assertThat(logger.isTraceEnabled()).isFalse();
    }

    @Test
    void aLevelThatIsTakenBackOrSetForAPackageOrAChildIsOfNoUseEither() {
        Logger wire = context.getLogger("org.apache.hc.client5.http.wire");
        wire.setLevel(Level.TRACE);
        wire.setLevel(null);
        context.getLogger("org.apache.hc.client5.http").setLevel(Level.TRACE);
        context.getLogger("org.apache.hc.client5.http.wire.more").setLevel(Level.TRACE);
        context.getLogger("org.eclipse.angus.mail.imap").setLevel(Level.TRACE);

        assertThat(wire.isErrorEnabled()).isFalse();
        assertThat(context.getLogger("org.apache.hc.client5.http.wire.more").isErrorEnabled())
                .isFalse();
        assertThat(context.getLogger("org.eclipse.angus.mail.imap.protocol").isInfoEnabled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.camel.component.mail.MailConsumer",
                "org.eclipse.angus.mail.imap.protocol",
                "jakarta.mail"
            })
    void ofTheTalkWithAMailServerOnlyPlainWarningsAreHeard(String name) {
        Logger logger = context.getLogger(name);
        logger.trace("Anna Example");
        logger.info("Anna Example");
        logger.warn("A mail of Anna Example", new IllegalStateException());
        logger.warn("A mail of {}", "Anna Example", new IllegalStateException());
        logger.warn("The folder cannot be opened");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The folder cannot be opened");
    }

    @Test
    void theArgumentsOfABeanThatARouteCallsAreNotHeardAtTheFinestLevel() {
        Logger beans = context.getLogger("org.apache.camel.component.bean");
        context.getLogger("org.apache.camel.component").setLevel(Level.INFO);
        beans.setLevel(null);
        context.getLogger("org.apache.camel.component").setLevel(Level.TRACE);
        assertThat(beans.isTraceEnabled()).isFalse();
        beans.setLevel(Level.TRACE);
        context.getLogger("org.apache.camel.component.bean.MethodInfo").setLevel(Level.TRACE);

        context.getLogger("org.apache.camel.component.bean.MethodInfo").trace("Anna Example");
        beans.debug("a bean");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("a bean");
    }

    @Test
    void otherLoggersAreHeard() {
        context.getLogger("org.apache.hc.client5.http.impl.io").debug("one");
        context.getLogger("org.applicantrelay.intake").info("two");

        assertThat(lines.list).hasSize(2);
    }
}
