package org.applicantrelay.console;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.fault.LogThrottle;
import org.applicantrelay.operation.Operations;
import org.applicantrelay.operation.Role;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * What whoever is logged in may read and do through the console's agent. At the product's own beans the role stands on
 * the operation; of all others, {@code console/viewer.xml} and {@code console/operator.xml} name what is allowed, and
 * nothing else is. Nobody sets an attribute. What is changed at beans that are not ours, and what is refused, is written
 * down here; our own operations do so themselves.
 */
@Component
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ConsoleRestrictor implements Restrictor {

    private static final String OWN = "org.applicantrelay";
    private static final Pattern SIGNED = Pattern.compile("(.*)\\((.*)\\)");
    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.EXEC, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION);

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ConsolePolicy viewer = new ConsolePolicy("console/viewer.xml");
    private final ConsolePolicy operator = new ConsolePolicy("console/operator.xml");
    private final LogThrottle refusals = new LogThrottle(Duration.ofMinutes(1));
    private final Audit audit;

    ConsoleRestrictor(Audit audit) {
        this.audit = audit;
    }

    /** {@link ConsoleSecurity} has seen to it. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
        if (bean.isPattern()) {
            return false;
        }
        if (isOwn(bean)) {
            return attribute(bean, attribute)
                    .map(found -> Operations.needs(found).orElse(Role.VIEWER))
                    .filter(Actor::has)
                    .isPresent();
        }
        return Actor.has(Role.VIEWER) && viewer.mayRead(bean, attribute)
                || Actor.has(Role.OPERATOR) && operator.mayRead(bean, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
        refused("set " + (attribute(bean, attribute).isPresent() ? attribute : "an attribute"), bean);
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName bean, String operation) {
        List<MBeanOperationInfo> meant = operations(bean, operation);
        // One that is unknown is no operation of anybody's; of several, Jolokia itself would not choose.
        boolean allowed = meant.size() == 1 && isAllowed(bean, meant.get(0));
        if (!allowed) {
            refused(meant.isEmpty() ? "an unknown operation" : meant.get(0).getName(), bean);
        }
        return allowed;
    }

    private boolean isAllowed(ObjectName bean, MBeanOperationInfo operation) {
        if (isOwn(bean)) {
            return Operations.needs(operation).filter(Actor::has).isPresent();
        }
        String signed = signed(operation);
        if (Actor.has(Role.VIEWER) && viewer.mayCall(bean, signed)) {
            return true;
        }
        boolean allowed = Actor.has(Role.OPERATOR) && operator.mayCall(bean, signed);
        if (allowed) {
            audit.note(Actor.operator(), operation.getName(), subject(bean), null);
        }
        return allowed;
    }

    /** Hawtio's page asks for some things again and again: each is told once a minute. */
    private void refused(String what, ObjectName bean) {
        String who = Actor.operator();
        if (refusals.count(who + " " + what + " " + bean.getKeyProperty("type")).isPresent()) {
            audit.note(who, "refused: " + what, subject(bean), null);
        }
    }

    private static String subject(ObjectName bean) {
        String name = bean.getKeyProperty("name");
        return bean.getDomain() + " " + bean.getKeyProperty("type")
                + (name == null || bean.isPattern() ? "" : " " + name.replace("\"", ""));
    }

    private Optional<MBeanFeatureInfo> attribute(ObjectName bean, String name) {
        return info(bean).stream()
                .<MBeanFeatureInfo>flatMap(info -> Arrays.stream(info.getAttributes()))
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    /** @param asked a name, or a name with types, as Jolokia takes them */
    private List<MBeanOperationInfo> operations(ObjectName bean, String asked) {
        if (asked == null || bean.isPattern()) {
            return List.of();
        }
        Matcher signed = SIGNED.matcher(asked);
        String name = signed.matches() ? signed.group(1) : asked;
        return info(bean).stream()
                .flatMap(info -> Arrays.stream(info.getOperations()))
                .filter(operation -> operation.getName().equals(name))
                .filter(operation -> !signed.matches()
                        || signed(operation).equals(name + "(" + signed.group(2).replaceAll("\\s", "") + ")"))
                .toList();
    }

    private static String signed(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature())
                .map(parameter -> parameter.getType())
                .collect(Collectors.joining(",", operation.getName() + "(", ")"));
    }

    private Optional<MBeanInfo> info(ObjectName bean) {
        if (bean.isPattern()) {
            return Optional.empty();
        }
        try {
            return Optional.of(beans.getMBeanInfo(bean));
        } catch (InstanceNotFoundException e) {
            return Optional.empty();
        } catch (JMException e) {
            throw new IllegalStateException("The bean cannot be described", e);
        }
    }

    /** {@link ConsoleSecurity} has seen to it. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** {@link ForeignOrigins} has refused all others' requests; no other page may read an answer. */
    @Override
    public boolean isOriginAllowed(String origin, boolean ofRequest) {
        return ofRequest;
    }

    /** Behind a proxy that ends TLS, the page's scheme is another than ours. */
    @Override
    public boolean ignoreScheme() {
        return true;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName bean) {
        return !isOwn(bean) && Stream.of(viewer, operator).noneMatch(policy -> policy.names(bean));
    }

    private static boolean isOwn(ObjectName bean) {
        return bean.getDomain().equals(OWN);
    }
}
