package org.applicantrelay.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolokia.json.JSONObject;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.api.AbstractJolokiaService;
import org.jolokia.server.core.service.request.RequestInterceptor;

/**
 * What Hawtio 5.2 (its visualization-service.ts) needs in order to draw routes. Of a route's text it leaves out the error
 * handler: Camel writes it before the route's beginning, and Hawtio then draws a line from nowhere, fails, and draws no
 * other route either until it is loaded anew. And it gives the steps in the statistics the ids that they have in the text,
 * without the route's prefix: otherwise Hawtio finds no counter.
 */
public class DrawableRoutes extends AbstractJolokiaService<RequestInterceptor> implements RequestInterceptor {

    private static final Pattern ERROR_HANDLER =
            Pattern.compile("\\s*<errorHandler>.*?</errorHandler>", Pattern.DOTALL);
    private static final Pattern STATISTICS =
            Pattern.compile("<routeStat id=\"([^\"]+)\".*?</routeStat>", Pattern.DOTALL);

    private static final String STEP = "<processorStat id=\"";
    private static final String VALUE = "value";

    /** @param order Jolokia's, of its services */
    public DrawableRoutes(int order) {
        super(RequestInterceptor.class, order);
    }

    @Override
    public void intercept(JolokiaRequest request, JSONObject answer) {
        if (!(request instanceof JolokiaExecRequest exec) || !(answer.get(VALUE) instanceof String xml)) {
            return;
        }
        if (exec.getOperation().matches("dumpRoutes?AsXml\\(\\)")) {
            answer.put(VALUE, ERROR_HANDLER.matcher(xml).replaceAll(""));
        } else if (exec.getOperation().startsWith("dumpRoutesStatsAsXml")) {
            answer.put(
                    VALUE,
                    STATISTICS
                            .matcher(xml)
                            .replaceAll(route -> Matcher.quoteReplacement(
                                    // The prefix of each route is its id: the check of the folder sees to it.
                                    route.group().replace(STEP + route.group(1) + "-", STEP))));
        }
    }
}
