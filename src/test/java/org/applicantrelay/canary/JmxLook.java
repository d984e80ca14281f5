package org.applicantrelay.canary;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Reads whatever can be read over JMX: each attribute of each bean, and each answer of an operation that only looks. */
final class JmxLook {

    /** DeadLetters' input is none of them: it says that it shows a person's data, and is written down in the audit. */
    private static final Pattern LOOKS = Pattern.compile(
            "(dump|list|show|count|browse|get|explain|has|is|find|view|dryRun|print|state|query)[A-Z]?.*");

    private static final Pattern GETTER = Pattern.compile("(get|is|has)[A-Z].*");

    /** The routes once more, which other operations show, and how often each step was taken: seconds of work. */
    private static final Pattern NUMBERS = Pattern.compile("dumpRoutes?(Stats|Coverage|SourceLocations).*");

    private final MBeanServerConnection beans;
    private final CanaryScanner scanner;
    private int read;

    JmxLook(MBeanServerConnection beans, CanaryScanner scanner) {
        this.beans = beans;
        this.scanner = scanner;
    }

    /** How many attributes and answers were looked at. */
    int everywhere() throws IOException, JMException {
        for (ObjectName name : beans.queryNames(null, null)) {
            scanner.look("the name of a JMX bean", name.getCanonicalName());
            MBeanInfo info = beans.getMBeanInfo(name);
            String bean = name.getDomain() + ":type=" + name.getKeyProperty("type");
            lookAtAttributes(name, bean, info);
            for (MBeanOperationInfo operation : info.getOperations()) {
                if (looksOnly(operation)) {
                    look(bean + " " + operation.getName(), () -> invoke(name, operation));
                }
            }
        }
        return read;
    }

    /** In one call a bean; those that it gives no answer for are asked for one by one, for the sake of what they say. */
    private void lookAtAttributes(ObjectName name, String bean, MBeanInfo info) throws IOException, JMException {
        Set<String> rest = Arrays.stream(info.getAttributes())
                .filter(MBeanAttributeInfo::isReadable)
                .map(MBeanAttributeInfo::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Attribute attribute :
                beans.getAttributes(name, rest.toArray(String[]::new)).asList()) {
            rest.remove(attribute.getName());
            look(bean + " " + attribute.getName(), attribute::getValue);
        }
        for (String attribute : rest) {
            look(bean + " " + attribute, () -> beans.getAttribute(name, attribute));
        }
    }

    private static boolean looksOnly(MBeanOperationInfo operation) {
        String name = operation.getName();
        boolean isAttribute =
                operation.getSignature().length == 0 && GETTER.matcher(name).matches();
        return LOOKS.matcher(name).matches()
                && !isAttribute
                && !NUMBERS.matcher(name).matches();
    }

    private Object invoke(ObjectName name, MBeanOperationInfo operation) throws IOException, JMException {
        String[] types = Arrays.stream(operation.getSignature())
                .map(parameter -> parameter.getType())
                .toArray(String[]::new);
        Object[] arguments = Arrays.stream(types).map(JmxLook::argument).toArray();
        return beans.invoke(name, operation.getName(), arguments, types);
    }

    private static Object argument(String type) {
        return switch (type) {
            case "boolean", "java.lang.Boolean" -> true;
            case "int", "java.lang.Integer" -> 10;
            case "long", "java.lang.Long" -> 10L;
            default -> null;
        };
    }

    private interface Look {
        Object now() throws IOException, JMException;
    }

    private void look(String place, Look look) {
        String seen;
        try {
            seen = text(look.now());
        } catch (IOException | JMException | RuntimeException e) {
            // What goes wrong is shown as well.
            seen = String.valueOf(e) + e.getCause();
        }
        read++;
        scanner.look("JMX " + place, seen);
    }

    private static String text(Object value) {
        if (value instanceof CompositeData data) {
            return text(data.values());
        }
        if (value instanceof TabularData data) {
            return text(data.values());
        }
        if (value instanceof Map<?, ?> map) {
            return text(map.keySet()) + text(map.values());
        }
        if (value instanceof Collection<?> values) {
            StringBuilder all = new StringBuilder();
            values.forEach(each -> all.append(text(each)).append('\n'));
            return all.toString();
        }
        if (value != null && value.getClass().isArray()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < Array.getLength(value); i++) {
                all.append(text(Array.get(value, i))).append('\n');
            }
            return all.toString();
        }
        return String.valueOf(value);
    }
}
