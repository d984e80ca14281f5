package org.applicantrelay.console;

import java.util.regex.Pattern;
import org.jolokia.json.JSONObject;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.api.AbstractJolokiaService;
import org.jolokia.server.core.service.request.RequestInterceptor;

/**
 * Leaves a route's own error handler out of its text. Camel writes it before the route's beginning, and Hawtio 5.2 (its
 * visualization-service.ts) then draws a line from nowhere, fails, and draws no other route either until it is loaded anew.
 */
public class DrawableRoutes extends AbstractJolokiaService<RequestInterceptor> implements RequestInterceptor {

    private static final Pattern ERROR_HANDLER =
            Pattern.compile("\\s*<errorHandler>.*?</errorHandler>", Pattern.DOTALL);
    private static final String VALUE = "value";

    /** @param order Jolokia's, of its services */
    public DrawableRoutes(int order) {
        super(RequestInterceptor.class, order);
    }

    @Override
    public void intercept(JolokiaRequest request, JSONObject answer) {
        if (request instanceof JolokiaExecRequest exec
                && exec.getOperation().matches("dumpRoutes?AsXml\\(\\)")
                && answer.get(VALUE) instanceof String xml) {
            answer.put(VALUE, ERROR_HANDLER.matcher(xml).replaceAll(""));
        }
    }
}
