package org.applicantrelay.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, killed when it is closed; what it prints goes to a file, or is read line by line. */
final class MeasuredProcess implements Closeable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private MeasuredProcess(ProcessBuilder builder, boolean isAsked) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        out = isAsked ? process.inputReader(StandardCharsets.UTF_8) : null;
    }

    /** One that runs by itself in {@code folder}. */
    static MeasuredProcess start(Path folder, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile());
        builder.environment().putAll(environment);
        return new MeasuredProcess(builder, false);
    }

    /** One that answers each line with a line. */
    static MeasuredProcess startAsked(String... arguments) {
        return new MeasuredProcess(
                new ProcessBuilder(command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT), true);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The class path of the tests, for a main class among them. */
    static String classPath() {
        String relative = System.getProperty("java.class.path");
        List<String> absolute = new ArrayList<>();
        for (String entry : relative.split(File.pathSeparator)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, absolute);
    }

    String ask(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException("The process has ended before it answered: " + line);
        }
        return answer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time of all its threads so far, compiler and collector included. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The most memory it has taken so far, in MiB; -1 where the system does not tell. */
    long peakMemory() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1L);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
