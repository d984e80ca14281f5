package org.applicantrelay.console;

import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;

/** Stands before Jolokia's own handlers, for the command that it carries out without asking any restrictor: to listen. */
public class RefusedCommands extends AbstractRequestHandler {

    /** @param order Jolokia's, of its services */
    public RefusedCommands(int order) {
        super("refused", order);
    }

    @Override
    public boolean canHandle(JolokiaRequest request) {
        return request.getType() == RequestType.NOTIFICATION;
    }

    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, Object before) {
        throw new SecurityException("Command " + request.getType().getName() + " is not allowed");
    }
}
