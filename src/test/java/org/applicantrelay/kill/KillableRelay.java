package org.applicantrelay.kill;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.applicantrelay.ApplicantRelayApplication;
import org.applicantrelay.kill.Failpoint.Place;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The product as it is, with {@link Failpoints} around its nodes, its transactions and its messages. */
final class KillableRelay {

    /** What it ends with where an armed failpoint does not exist, or not where it should. */
    static final int NO_SUCH_FAILPOINT = 3;

    /** The system property with the source whose arrivals count at the failpoints of the inbox. */
    static final String INBOX_OF_PROPERTY = "relay.test.inbox-of";

    private static final String INBOX_OF = System.getProperty(INBOX_OF_PROPERTY, "");
    private static final Failpoints FAILPOINTS = new Failpoints(System.getProperty(Failpoints.PROPERTY, ""));

    private KillableRelay() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(ApplicantRelayApplication.class)
                .initializers((ApplicationContextInitializer<GenericApplicationContext>) KillableRelay::register)
                .run(args);
    }

    private static void register(GenericApplicationContext context) {
        context.registerBean("failpointNodes", InterceptStrategy.class, () -> KillableRelay::around);
        context.registerBean("failpointCommits", TransactionExecutionListener.class, Commits::new);
        context.registerBean("failpointCalls", BeanPostProcessor.class, Calls::new);
        context.registerBean("failpointAnswers", FilterRegistrationBean.class, KillableRelay::answers);
        context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) event -> check());
    }

    /** A node with another name would never halt anything, and what was to be shown would seem to be so. */
    private static void check() {
        if (!FAILPOINTS.missing().isEmpty()) {
            System.out.println("No such failpoints: " + FAILPOINTS.missing());
            Runtime.getRuntime().halt(NO_SUCH_FAILPOINT);
        }
    }

    private static org.apache.camel.Processor around(
            org.apache.camel.CamelContext camel,
            org.apache.camel.NamedNode node,
            org.apache.camel.Processor target,
            org.apache.camel.Processor next) {
        String id = node.getId();
        if (id == null) {
            return target;
        }
        String prefix = node.getNodePrefixId();
        String name = prefix == null || id.startsWith(prefix) ? id : prefix + id;
        FAILPOINTS.sawNode(name);
        boolean isArmed = !FAILPOINTS.at(Place.BEFORE_NODE, name).isEmpty()
                || !FAILPOINTS.at(Place.AFTER_NODE, name).isEmpty();
        return isArmed ? new Node(name, AsyncProcessorConverterHelper.convert(target)) : target;
    }

    private static FilterRegistrationBean<?> answers() {
        FilterRegistrationBean<jakarta.servlet.Filter> filter =
                new FilterRegistrationBean<>((request, response, chain) -> {
                    chain.doFilter(request, response);
                    String path = ((jakarta.servlet.http.HttpServletRequest) request).getRequestURI();
                    if (FAILPOINTS.isArmed(Place.AFTER_ANSWER) && request.isAsyncStarted()) {
                        request.getAsyncContext().addListener(new Answer(path), request, response);
                    }
                });
        filter.setAsyncSupported(true);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    private static final class Node extends DelegateAsyncProcessor {

        private final String name;

        Node(String name, AsyncProcessor target) {
            super(target);
            this.name = name;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            pass(Place.BEFORE_NODE, exchange);
            return super.process(exchange, doneSync -> {
                if (exchange.getException() == null) {
                    pass(Place.AFTER_NODE, exchange);
                }
                callback.done(doneSync);
            });
        }

        private void pass(Place place, Exchange exchange) {
            for (Failpoint failpoint : FAILPOINTS.at(place, name)) {
                boolean isPassed =
                        switch (failpoint) {
                            // A look in vain is no claim.
                            case CLAIM_BEFORE_COMMIT, CLAIM_AFTER_COMMIT -> exchange.getVariable("claim") != null;
                            case INBOX_BEFORE_COMMIT, INBOX_AFTER_COMMIT ->
                                exchange.getFromRouteId().equals(INBOX_OF);
                            default -> true;
                        };
                if (isPassed) {
                    checkTransaction(failpoint);
                    FAILPOINTS.pass(failpoint);
                }
            }
        }
    }

    /** A step that only seems to lie before or after its commit would show nothing. */
    private static void checkTransaction(Failpoint failpoint) {
        boolean isInside = TransactionSynchronizationManager.isActualTransactionActive();
        boolean isWrong =
                switch (failpoint) {
                    case INBOX_BEFORE_COMMIT, CLAIM_BEFORE_COMMIT -> !isInside;
                    default -> isInside;
                };
        if (isWrong) {
            System.out.println("On the wrong side of a commit: " + failpoint);
            Runtime.getRuntime().halt(NO_SUCH_FAILPOINT);
        }
    }

    private static final class Commits implements TransactionExecutionListener {
        @Override
        public void beforeCommit(TransactionExecution transaction) {
            FAILPOINTS.pass(Place.BEFORE_COMMIT, transaction.getTransactionName());
        }

        @Override
        public void afterCommit(TransactionExecution transaction, Throwable failure) {
            if (failure == null) {
                FAILPOINTS.pass(Place.AFTER_COMMIT, transaction.getTransactionName());
            }
        }
    }

    /** Around the product's own client of Jobtrain. */
    private static final class Calls implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!name.equals("jobtrainHttp")) {
                return bean;
            }
            HttpClientConfigurer own = (HttpClientConfigurer) bean;
            return (HttpClientConfigurer) client -> {
                own.configureHttpClient(client);
                client.setRequestExecutor(new Sending());
                client.addExecInterceptorLast("failpoints", (ExecChainHandler) (request, scope, chain) -> {
                    pass(Place.BEFORE_SEND, request);
                    ClassicHttpResponse answer = chain.proceed(request, scope);
                    pass(Place.AFTER_RECEIPT, request);
                    return answer;
                });
            };
        }

        static void pass(Place place, ClassicHttpRequest request) {
            String path = request.getPath();
            if (request.getMethod().equals("POST")) {
                FAILPOINTS.pass(place, path.substring(path.lastIndexOf('/')));
            }
        }
    }

    /** Passes a failpoint between the last byte of a request and the first of its answer. */
    private static final class Sending extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            HttpClientConnection watched = (HttpClientConnection) Proxy.newProxyInstance(
                    HttpClientConnection.class.getClassLoader(),
                    new Class<?>[] {HttpClientConnection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("receiveResponseHeader")) {
                            Calls.pass(Place.AFTER_SEND, request);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return super.execute(request, watched, information, context);
        }
    }

    private record Answer(String path) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            try {
                event.getSuppliedResponse().flushBuffer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            FAILPOINTS.pass(Place.AFTER_ANSWER, path);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // No answer.
        }

        @Override
        public void onError(AsyncEvent event) {
            // The same.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The same.
        }
    }
}
