package org.applicantrelay.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One replica: the packaged jar in a process of its own, with its port for events. */
final class ReplicaProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target/applicant-relay.jar");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private final Path log;
    private final int port;
    private final Process process;
    private final Thread reader;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger warnings = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    /**
     * Starts it, and returns at once.
     *
     * @param settings Spring properties; they travel as environment variables, as credentials should
     * @param port     where it takes events
     * @param log      what it prints is appended to this file
     */
    ReplicaProcess(Map<String, String> settings, int port, Path log) {
        this.port = port;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        JAVA_HOME.resolve("bin/java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        // It is started again and again, on a machine that partners and database share.
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toAbsolutePath().toString()))
                .redirectErrorStream(true);
        settings.forEach((name, value) -> builder.environment().put(variable(name), value));
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A run that is broken off leaves nobody behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        reader = new Thread(this::read, "replica-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    private static String variable(String setting) {
        return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Writer out = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line);
                out.write('\n');
                count(line);
            }
        } catch (IOException e) {
            // A killed process ends in the middle of a line.
        }
    }

    private void count(String line) {
        if (line.contains(" DELIVERED (")) {
            delivered.incrementAndGet();
        } else if (line.contains(" WARN ")) {
            warnings.incrementAndGet();
        } else if (line.contains(" ERROR ")) {
            errors.incrementAndGet();
        }
    }

    /** Where it takes events. */
    URI webhook() {
        return URI.create("http://localhost:" + port + "/webhooks/idibu");
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it takes events. */
    boolean isReady() {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** How many applications it has delivered since its start, those included that it is about to commit. */
    int delivered() {
        return delivered.get();
    }

    /** How many lines it has written at WARN. */
    int warnings() {
        return warnings.get();
    }

    /** How many lines it has written at ERROR. */
    int errors() {
        return errors.get();
    }

    /** What lives on its heap, in bytes, after a full collection that this brings about. */
    long liveHeap() {
        try {
            Process jcmd = new ProcessBuilder(
                            JAVA_HOME.resolve("bin/jcmd").toString(),
                            String.valueOf(process.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = TOTAL.matcher(answer);
            if (!total.find()) {
                throw new IllegalStateException(
                        "No histogram: " + answer.lines().findFirst().orElse(""));
            }
            return Long.parseLong(total.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** SIGTERM. False where it is still there after 30 s, as long as a pod is given; then it is killed. */
    boolean stop() throws InterruptedException {
        process.destroy();
        boolean stopped = process.waitFor(30, TimeUnit.SECONDS);
        kill();
        return stopped;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
