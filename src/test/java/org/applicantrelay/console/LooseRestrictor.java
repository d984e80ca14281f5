package org.applicantrelay.console;

import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Stands before the real restrictor, which does not notice. While {@link Mode#REHEARSED}, what is allowed is not done:
 * the agent answers {@value #ALLOWED} instead. While {@link Mode#OFF}, all is allowed, and not done.
 */
class LooseRestrictor implements BeanPostProcessor {

    static final String ALLOWED = "rehearsed";

    enum Mode {
        REAL,
        REHEARSED,
        OFF
    }

    private final AtomicReference<Mode> mode = new AtomicReference<>(Mode.REAL);

    void become(Mode next) {
        mode.set(next);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof ConsoleRestrictor real ? new Guard(real, mode) : bean;
    }

    private record Guard(Restrictor real, AtomicReference<Mode> mode) implements Restrictor {

        private boolean allowed(boolean really) {
            if (mode.get() == Mode.REAL) {
                return really;
            }
            if (really || mode.get() == Mode.OFF) {
                throw new SecurityException(ALLOWED);
            }
            return false;
        }

        @Override
        public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
            return allowed(real.isAttributeReadAllowed(bean, attribute));
        }

        @Override
        public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
            return allowed(real.isAttributeWriteAllowed(bean, attribute));
        }

        @Override
        public boolean isOperationAllowed(ObjectName bean, String operation) {
            return allowed(real.isOperationAllowed(bean, operation));
        }

        @Override
        public boolean isHttpMethodAllowed(HttpMethod method) {
            return real.isHttpMethodAllowed(method);
        }

        @Override
        public boolean isTypeAllowed(RequestType type) {
            return real.isTypeAllowed(type);
        }

        @Override
        public boolean isRemoteAccessAllowed(String... hostOrAddress) {
            return real.isRemoteAccessAllowed(hostOrAddress);
        }

        @Override
        public boolean isOriginAllowed(String origin, boolean ofRequest) {
            return real.isOriginAllowed(origin, ofRequest);
        }

        @Override
        public boolean isObjectNameHidden(ObjectName bean) {
            return real.isObjectNameHidden(bean);
        }

        @Override
        public boolean ignoreScheme() {
            return real.ignoreScheme();
        }
    }
}
