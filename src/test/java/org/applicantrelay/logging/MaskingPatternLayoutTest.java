package org.applicantrelay.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class MaskingPatternLayoutTest {

    @Test
    void theMessageItsArgumentsAndTheExceptionAreMasked() {
        SecretMask.hide("marmalade-skies");
        LoggerContext context = new LoggerContext();
        MaskingPatternLayout layout = new MaskingPatternLayout();
        layout.setContext(context);
        layout.setPattern("%level %msg%n%ex");
        layout.start();
        Exception thrown = new IllegalStateException(
                "GET /applicants?hash=marmalade-skies", new IllegalArgumentException("for anna@example.org"));

        String line = layout.doLayout(new LoggingEvent(
                getClass().getName(), context.getLogger("any"), Level.ERROR, "hash {} of {}", thrown, new Object[] {
                    "marmalade-skies", "anna@example.org"
                }));

        assertThat(line)
                .startsWith("ERROR hash *** of ***@***")
                .contains("IllegalStateException: GET /applicants?hash=***")
                .contains("Caused by: java.lang.IllegalArgumentException: for ***@***")
                .doesNotContain("marmalade", "anna");
    }
}
