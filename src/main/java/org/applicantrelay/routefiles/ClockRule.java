package org.applicantrelay.routefiles;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.text.Nearest;
import org.quartz.CronExpression;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;

/** What a quartz: endpoint says about its trigger; Camel passes over an unknown option, and the clock ticks but once. */
final class ClockRule implements Rule {

    private static final String TRIGGER = "trigger.";
    private static final Set<String> OPTIONS = Stream.of(SimpleTriggerImpl.class, CronTriggerImpl.class)
            .flatMap(type -> Stream.of(type.getMethods()))
            .map(method -> method.getName())
            .filter(name -> name.matches("set[A-Z].*"))
            .map(name -> TRIGGER + name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
            .collect(Collectors.toCollection(TreeSet::new));

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints().filter(endpoint -> endpoint.is("quartz")).forEach(endpoint -> endpoint.parameters()
                .fields()
                .forEach(option -> check(endpoint, option, findings)));
    }

    private static void check(Endpoint endpoint, YamlNode option, Findings findings) {
        String text = option.text();
        if (option.key().startsWith(TRIGGER) && !OPTIONS.contains(option.key())) {
            findings.add(
                    endpoint.file(),
                    option,
                    "A trigger of quartz has no option \"" + option.key() + "\"; "
                            + Nearest.hint(option.key(), OPTIONS));
        } else if (option.key().equals(TRIGGER + "repeatInterval") && !text.matches("\\d+|\\{\\{\\s*millis:.*")) {
            findings.add(
                    endpoint.file(),
                    option,
                    "The repeat interval is a number of milliseconds; write one, or {{millis:key}} for a setting such as"
                            + " 5m.");
        } else if (option.key().equals("cron")
                && !text.contains("{{")
                && !CronExpression.isValidExpression(text.replace('+', ' '))) {
            findings.add(
                    endpoint.file(),
                    option,
                    "This is no cron expression of quartz; it has six or seven fields, the first for seconds.");
        }
    }
}
