package org.applicantrelay.settings;

import org.apache.camel.spi.PropertiesFunction;
import org.springframework.boot.convert.DurationStyle;

/**
 * {@code {{millis:KEY}}} in a route: a duration setting such as 5m in milliseconds, as Quartz triggers want it. Camel
 * finds it by its name under META-INF/services.
 */
public class MillisFunction implements PropertiesFunction {

    @Override
    public String getName() {
        return "millis";
    }

    @Override
    public boolean lookupFirst(String remainder) {
        return true;
    }

    @Override
    public String apply(String duration) {
        return Long.toString(DurationStyle.detectAndParse(duration).toMillis());
    }
}
