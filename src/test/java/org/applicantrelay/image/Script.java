package org.applicantrelay.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script of {@code camel-k/image}, run to its end as the Dockerfile runs it. */
record Script(int exitCode, String output) {

    static final Path FOLDER = Path.of("camel-k/image");

    private static final long LONGEST_MINUTES = 5;

    /** By the JDK of these tests. */
    static Script run(Path script, Object... arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home")), Map.of(), script, arguments);
    }

    /**
     * @param jdk whose {@code java} it takes
     * @param variables more of its environment
     */
    static Script run(Path jdk, Map<String, String> variables, Path script, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = Files.createTempFile("script", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK"));
            builder.environment().put("JAVA_HOME", jdk.toString());
            builder.environment().putAll(variables);
            Process process = builder.start();
            try {
                if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException(script + " does not end: " + Files.readString(output));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Script(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
