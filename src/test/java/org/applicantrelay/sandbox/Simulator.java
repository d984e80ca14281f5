package org.applicantrelay.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What both simulators share: an HTTP server on the loopback interface, a request log, faults, a control page. */
public abstract class Simulator implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Simulator.class.getName());
    private static final int LARGE = 64 * 1024;
    private static final String MAINTENANCE = """
            <!DOCTYPE html>
            <html><head><title>Maintenance</title><meta charset="utf-8"></head>
            <body><h1>We&rsquo;ll be back soon</h1><p>Scheduled maintenance &ndash; please try again later.<br>
            Thank you.</body></html>
            """;

    static {
        // Without it, header and body leave as two packets 40 ms apart on a connection that is kept open.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final RequestLog requests = new RequestLog();
    private final Faults faults;
    private final ControlPage page;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService workers;
    private final int port;
    private HttpServer server;

    Simulator(String name, int port, Faults faults) {
        this.faults = faults;
        this.page = new ControlPage(name, this);
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-simulator");
            thread.setDaemon(true);
            return thread;
        });
        this.server = bind(port);
        this.port = server.getAddress().getPort();
    }

    /** The base URL to give to the relay. */
    public abstract URI baseUrl();

    /** The page that shows what this simulator holds. */
    public URI pageUrl() {
        return root().resolve("/sandbox");
    }

    public RequestLog requests() {
        return requests;
    }

    public Faults faults() {
        return faults;
    }

    public int port() {
        return port;
    }

    /** Closes the port, so that connections are refused; what is held stays. */
    public synchronized void goOffline() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Opens the same port again after {@link #goOffline()}. */
    public synchronized void goOnline() {
        if (server == null) {
            server = bind(port);
            server.start();
        }
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        goOffline();
        workers.shutdownNow();
    }

    /** Finds what a request asks for; never null. */
    abstract Endpoint route(Call call);

    /** The answer of this partner when it refuses a request that is otherwise right. */
    abstract Answer refusal(int status, String code, String message);

    /** The same, as partners do who tell too much: with all that they were sent. */
    abstract Answer echo(int status, String sent);

    /** Everything this simulator holds, for {@code GET /sandbox/state}. */
    abstract void describe(ObjectNode state);

    /** The same for a person, for {@code GET /sandbox}. */
    abstract List<ControlPage.Table> tables();

    /** {@code POST /sandbox/<what>}: adds what this simulator can hold. */
    abstract Optional<Answer> add(String what, Call call) throws IOException;

    /** More tables for the end of the control page, for words that its lines of curl use. */
    List<ControlPage.Table> explanations() {
        return List.of();
    }

    /** Lines of curl for the control page that add something. */
    abstract List<String> examples();

    URI root() {
        return URI.create("http://localhost:" + port);
    }

    /** To be called last in the constructor: requests may come from here on. */
    final synchronized void open() {
        server.start();
    }

    private HttpServer bind(int wantedPort) {
        try {
            HttpServer bound =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 0);
            bound.setExecutor(workers);
            bound.createContext("/", this::handle);
            return bound;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + wantedPort, e);
        }
    }

    private void handle(HttpExchange exchange) {
        try {
            Call call = new Call(exchange);
            List<String> control = call.partsAfter("/sandbox");
            if (control != null) {
                send(exchange, page.answer(call, control), null);
                return;
            }
            Endpoint endpoint = route(call);
            LoggedRequest logged = requests.begin(endpoint, call);
            try {
                serve(exchange, call, endpoint, logged);
            } finally {
                logged.end();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The caller went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The simulator itself is at fault", e);
            apologise(exchange);
        } finally {
            exchange.close();
        }
    }

    private void apologise(HttpExchange exchange) {
        try {
            send(exchange, Answer.gateway(500), null);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "An answer was on its way already", e);
        }
    }

    private void serve(HttpExchange exchange, Call call, Endpoint endpoint, LoggedRequest logged)
            throws IOException, InterruptedException {
        FaultSwitch fault = faults.take(endpoint).orElse(null);
        if (fault == null) {
            send(exchange, endpoint.work().run(), logged);
            return;
        }
        logged.hitBy(fault.kind());
        switch (fault.kind()) {
            case RESET -> {}
            case ANSWER_LOST -> endpoint.work().run();
            case ERROR_5XX ->
                send(
                        exchange,
                        // No gateway refuses by the fields.
                        fault.value() == 422
                                ? refusal(422, "REFUSED", "Refused by a fault")
                                : Answer.gateway((int) fault.value()),
                        logged);
            case ECHO -> send(exchange, echo((int) fault.value(), call.everything()), logged);
            case BUSY_429 ->
                send(
                        exchange,
                        refusal(429, "BUSY", "Too many requests").with("Retry-After", String.valueOf(fault.value())),
                        logged);
            case FAILED -> send(exchange, refusal(200, "FAILED", "Temporarily not available"), logged);
            case SLOW_START -> {
                pause(fault.value());
                send(exchange, endpoint.work().run(), logged);
            }
            case SLOW -> {
                Answer answer = endpoint.work().run();
                pause(fault.value());
                send(exchange, answer, logged);
            }
            case BAD_XML, BAD_JSON -> send(exchange, endpoint.work().run().cut(), logged);
            case HTML_PAGE -> send(exchange, Answer.html(MAINTENANCE), logged);
            case LEADING_NEWLINES ->
                send(exchange, endpoint.work().run().after("\n".repeat((int) fault.value())), logged);
            case TOTAL_MOVES -> {
                boolean tooMany = faults.hits(FaultKind.TOTAL_MOVES) % 2 == 1;
                send(
                        exchange,
                        Damage.totalMoved(endpoint.work().run(), tooMany ? fault.value() : -fault.value()),
                        logged);
            }
            case BAD_PAGE -> send(exchange, Damage.cutInside(endpoint.work().run(), fault.about()), logged);
            case DRIP -> drip(exchange, endpoint.work().run(), logged, fault.value());
        }
    }

    private void send(HttpExchange exchange, Answer answer, LoggedRequest logged) throws IOException {
        begin(exchange, answer, logged);
        byte[] body = answer.body();
        if (body.length == 0) {
            return;
        }
        int last = body.length > LARGE ? body.length - 1 : 0;
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body, 0, last);
            if (logged != null) {
                logged.end();
            }
            out.write(body, last, body.length - last);
        }
    }

    private void drip(HttpExchange exchange, Answer answer, LoggedRequest logged, long millis)
            throws IOException, InterruptedException {
        begin(exchange, answer, logged);
        OutputStream out = exchange.getResponseBody();
        for (byte one : answer.body()) {
            out.write(one);
            out.flush();
            pause(millis);
        }
    }

    private void begin(HttpExchange exchange, Answer answer, LoggedRequest logged) throws IOException {
        // A body that is still on its way would make the server close the connection before the answer is read.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (logged != null) {
            logged.answered(answer.status());
            if (answer.body().length == 0) {
                logged.end();
            }
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    }

    /** Waits, unless this simulator is closed meanwhile: then the connection ends. */
    private void pause(long millis) throws InterruptedException {
        if (closing.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
    }
}
