package org.applicantrelay.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.applicantrelay.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the process a {@link TemporaryFolder} in place of the folder that all users share, before anything has written
 * there: H2 puts the rows of a large answer there, Tomcat its working folders. For the process as a whole, so it is
 * {@code main} that asks for it.
 */
public class PrivateTemporaryFiles implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateTemporaryFiles.class);

    private static final String FOLDER = "java.io.tmpdir";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        TemporaryFolder own;
        try {
            own = TemporaryFolder.in(Path.of(System.getProperty(FOLDER)).toAbsolutePath());
        } catch (IOException e) {
            throw new SettingsException(List.of("No private folder can be made in the folder for temporary files ("
                    + FOLDER + "): make it writable, or name another one (JAVA_TOOL_OPTIONS=-D" + FOLDER + "=...)."));
        }
        System.setProperty(FOLDER, own.path().toString());
        // It asks the JDK's Files, which keeps to the folder that the JVM was started with.
        event.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "temporary folder",
                        Map.of(
                                "server.tomcat.basedir",
                                own.path().resolve("tomcat").toString())));
        SpringApplication.getShutdownHandlers().add(() -> close(own));
    }

    private static void close(TemporaryFolder own) {
        try {
            own.close();
        } catch (IOException e) {
            LOG.warn("{} could not be removed; the next start does it", own.path());
        }
    }
}
