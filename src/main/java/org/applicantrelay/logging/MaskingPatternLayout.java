package org.applicantrelay.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Masks the finished line, exception texts included, so that no logger or pattern can get round it. */
public class MaskingPatternLayout extends PatternLayout {

    @Override
    public String doLayout(ILoggingEvent event) {
        return SecretMask.mask(super.doLayout(event));
    }
}
