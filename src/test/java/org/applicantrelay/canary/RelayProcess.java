package org.applicantrelay.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.applicantrelay.ApplicantRelayApplication;

/** The product in a process of its own, with its credentials given as an owner gives them: by the environment. */
final class RelayProcess implements AutoCloseable {

    private static final long LONGEST_STOP_SECONDS = 30;

    private final Process process;
    private final Path output;

    /**
     * Starts it.
     *
     * @param java options of the JVM
     * @param settings Spring properties; they travel as environment variables
     * @param folder where it works
     * @param output the file that it prints to
     */
    RelayProcess(List<String> java, Map<String, String> settings, Path folder, Path output) throws IOException {
        this.output = output;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(java);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ApplicantRelayApplication.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        settings.forEach((name, value) -> builder.environment().put(variable(name), value));
        process = builder.start();
    }

    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its beans, as whoever may attach to it sees them. */
    JMXConnector jmx() throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    /** Asks it to stop, as a container's runtime does, and waits. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS))
                .as("stopped")
                .isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
