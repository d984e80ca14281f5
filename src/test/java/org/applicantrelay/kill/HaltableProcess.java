package org.applicantrelay.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A relay in a process of its own, whose output is kept. */
final class HaltableProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private HaltableProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts one.
     *
     * @param java what stands between {@code java} and the main class, the class path included
     * @param output the file that its output is appended to
     */
    static HaltableProcess start(List<String> java, Map<String, String> settings, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(java);
        command.add(KillableRelay.class.getName());
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command)
                .directory(output.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new HaltableProcess(process, output);
    }

    /** The class path of this JVM's tests. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends when the process was halted, and fails where it was not, or not with a thread at each of these. */
    void awaitHalt(Collection<Failpoint> failpoints, Duration longest) throws Exception {
        boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(output().lines())
                .as("failpoints passed")
                .containsAll(failpoints.stream().map(Failpoints::line).toList());
        assertThat(ended).as("halted at %s", failpoints).isTrue();
        assertThat(process.exitValue()).as("exit at %s", failpoints).isEqualTo(Failpoints.KILLED);
    }

    /** Asks it to stop, as a container's runtime does; its exit value. */
    int stop(Duration longest) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
                .as("stopped within %s", longest)
                .isTrue();
        return process.exitValue();
    }

    /** Sends it a signal that the JDK has no word for: STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
